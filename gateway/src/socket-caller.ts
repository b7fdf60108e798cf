import type { Asker, CallerReader } from './caller';
import { timeLeft } from './time-left';
import { TooMany } from './too-many';
import type { Turnstiles } from './turnstiles';

/** What came with the request that opened the socket. */
export interface Opening {
  host: string | undefined;
  language: string | undefined;
  /** From where, if that can be known. */
  address: string | undefined;
}

export interface SocketCallerSettings<C> {
  callerOf: CallerReader<C & Asker>;
  /** Callers of one text may see the same. */
  rightsOf: (caller: C) => string;
  turnstiles?: Pick<Turnstiles<C>, 'operation'>;
}

/** Asks more than their budget; as who sends too many messages is told. */
const TOO_MANY = 4429;

/** Who is at the other end of one socket: known by the first token, and longer by those that follow it. */
export class SocketCaller<C extends Asker> {
  #caller: C | undefined;
  #expiry: NodeJS.Timeout | undefined;
  #gone = false;
  /** As the greeting told it; a token says nothing of it. */
  #language: string | undefined;

  /** @param forbid  ends the socket, with the reason to tell; by 4403 unless another code is named */
  constructor(
    readonly opening: Opening,
    readonly settings: SocketCallerSettings<C>,
    readonly forbid: (reason: string, code?: number) => void,
  ) {}

  /** Undefined until the greeting was accepted. */
  get caller(): C | undefined {
    return this.#caller;
  }

  /** Takes the token of a greeting; whether the socket goes on. */
  async greet(payload: unknown): Promise<boolean> {
    const { language } = this.opening;
    const text = textIn(payload);
    this.#language = text('language') ?? text('accept-language') ?? language;
    return this.#take(await this.#read(text('authorization')), 'Forbidden');
  }

  /**
   * Takes a token that follows; whether the socket goes on. It must be of the same person with the same rights:
   * what streams already was begun with them, and somebody whose role was withdrawn has to ask anew.
   */
  async renew(payload: unknown): Promise<boolean> {
    const next = await this.#read(textIn(payload)('authorization'));
    if (next instanceof TooMany) return this.#take(next, '');
    const { rightsOf } = this.settings;
    const same = next && this.#caller && rightsOf(next) === rightsOf(this.#caller);
    return this.#take(same ? next : undefined, 'The new token is not valid, or gives other rights.');
  }

  /** The socket has ended. */
  leave(): void {
    this.#gone = true;
    clearTimeout(this.#expiry);
  }

  /** Who they are; to be let in counts as an operation, whether or not they ask for one. */
  async #read(authorization: string | undefined): Promise<C | TooMany | undefined> {
    const { host, address } = this.opening;
    try {
      const caller = await this.settings.callerOf({ host, authorization, language: this.#language });
      this.settings.turnstiles?.operation(caller, address);
      return caller;
    } catch (error) {
      return error instanceof TooMany ? error : undefined;
    }
  }

  #take(caller: C | TooMany | undefined, refusal: string): boolean {
    if (this.#gone) return false;
    if (caller instanceof TooMany) {
      this.forbid(caller.brief, TOO_MANY);
      return false;
    }
    if (!caller) {
      this.forbid(refusal);
      return false;
    }
    this.#caller = caller;
    clearTimeout(this.#expiry);
    if (caller.until !== null) {
      this.#expiry = setTimeout(() => this.forbid('The token has ended.'), timeLeft(caller.until));
    }
    return true;
  }
}

/** Whether a message brings a token. */
export const bringsToken = (payload: unknown): boolean => textIn(payload)('authorization') !== undefined;

/** Tools hand their headers on as they were typed, in whichever case. */
function textIn(payload: unknown): (key: string) => string | undefined {
  const given = typeof payload === 'object' && payload !== null ? Object.entries(payload) : [];
  const read = new Map(given.map(([key, it]) => [key.toLowerCase(), it]));
  return (key) => {
    const it = read.get(key);
    return typeof it === 'string' ? it : undefined;
  };
}
