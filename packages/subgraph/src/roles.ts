import { DomainError } from '@lindungi/jamsostek';
import type { Role } from '@lindungi/tenancy';
import type { AuthCheckerFn } from 'type-graphql';
import type { Context } from './context';

/** The operation is for people who have said who they are. */
export class SignInNeeded extends DomainError {
  readonly code = 'UNAUTHENTICATED';

  constructor() {
    super({ id: 'Silakan masuk terlebih dahulu.', en: 'Please sign in first.' });
  }
}

/** The operation is not for people of this role. */
export class NotPermitted extends DomainError {
  readonly code = 'FORBIDDEN';

  constructor() {
    super({ id: 'Peran Anda tidak mengizinkan tindakan ini.', en: 'Your role does not permit this.' });
  }
}

/** Whether one of the roles that `@Authorized` names is the caller's; none named means anybody signed in. */
export const checkRoles: AuthCheckerFn<Context, Role> = ({ context: { principal } }, roles) => {
  signedIn({ principal });
  if (roles.length > 0 && !roles.some((role) => principal.roles.includes(role))) throw new NotPermitted();
  return true;
};

/**
 * Who is signed in.
 *
 * @throws SignInNeeded for a visitor
 */
export function signedIn({ principal }: Pick<Context, 'principal'>): string {
  if (principal.subject === null) throw new SignInNeeded();
  return principal.subject;
}
