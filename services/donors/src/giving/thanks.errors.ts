import { DomainError } from '@lindungi/jamsostek';

/** Only who has given is thanked. */
export class NothingToThank extends DomainError {
  readonly code = 'NOTHING_TO_THANK';

  constructor() {
    super({
      id: 'Anda belum pernah berjanji melindungi seorang pekerja.',
      en: 'You have not pledged to protect anybody yet.',
    });
  }
}
