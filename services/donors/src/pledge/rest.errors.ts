import { DomainError } from '@lindungi/jamsostek';

/** Only a pledge that was paused, has months left and was not gone on with yet is gone on with. */
export class PledgeNotPaused extends DomainError {
  readonly code = 'PLEDGE_NOT_PAUSED';

  constructor() {
    super({
      id: 'Janji ini tidak sedang dijeda, atau tidak ada bulan yang tersisa.',
      en: 'This pledge is not paused, or no month of it is left.',
    });
  }
}
