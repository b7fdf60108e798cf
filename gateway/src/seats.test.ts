import { describe, expect, test } from '@jest/globals';
import type { Caller } from './caller';
import { Seats, seated } from './seats';

const of = (code: string, subject: string | null) =>
  ({ city: { code }, subject }) as Pick<Caller, 'city' | 'subject'>;

describe('the seats for streams', () => {
  test("of one city run out without touching another city's, or those of people with a token", () => {
    const seats = new Seats({ public: 2, known: 1 });
    const first = seats.take(of('3374', null));
    expect(seats.take(of('3374', null))).toBeDefined();
    expect(seats.take(of('3374', null))).toBeUndefined();
    expect(seats.take(of('6271', null))).toBeDefined();
    expect(seats.take(of('3374', 'someone'))).toBeDefined();
    first?.();
    first?.(); // giving back twice gives back once
    expect(seats.take(of('3374', null))).toBeDefined();
    expect(seats.take(of('3374', null))).toBeUndefined();
  });

  test('are taken by what is asked upstream, and given back when it ends or is left', async () => {
    const seats = new Seats({ public: 1, known: 1 });
    const subscribe = seated(async function* () {
      yield { data: { n: 1 } };
    }, seats);
    const open = () => subscribe({ context: of('3374', null) } as never)[Symbol.asyncIterator]();

    const first = open();
    await first.next();
    const refused = open();
    expect((await refused.next()).value).toMatchObject({
      errors: [{ extensions: { code: 'STREAMS_FULL' } }],
    });
    expect((await refused.next()).done).toBe(true);

    await first.return?.();
    const second = open();
    expect((await second.next()).value).toEqual({ data: { n: 1 } });
    expect((await second.next()).done).toBe(true);
    expect((await open().next()).value).toEqual({ data: { n: 1 } });
  });
});
