import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { readEvent } from './event';
import { STREET } from './street.fixture';
import { upstreamOperation } from './upstream-operation';

const read = (text: string, sdl = STREET) =>
  upstreamOperation(text, 'MARKET', buildSchema(sdl, { assumeValid: true }));
const flat = (text: string | undefined) => text?.replace(/\s+/g, ' ').trim();

describe('a subscription as its subgraph is asked', () => {
  test('goes on from the cursor the client selected, by whichever name', () => {
    const it = read('subscription { a: stallChanged(id: "s1") { at: cursor stall { name } } }');
    expect(it.resume).toMatchObject({ path: ['a', 'at'], added: false, variable: 'cursor' });
    expect(flat(it.resume?.text)).toBe(
      'subscription ($cursor: String) { a: stallChanged(id: "s1", after: $cursor) { at: cursor stall { name } } }',
    );
  });

  test('selects the cursor itself, under a name nobody has', () => {
    const it = read(
      'subscription { stallChanged { _cursor: stall { name } ... @skip(if: true) { cursor } } }',
    );
    expect(it.resume).toMatchObject({ path: ['stallChanged', '__cursor'], added: true });
    expect(flat(it.text)).toMatch('{ cursor } __cursor: cursor }');
  });

  test('drops the variable that only said where to begin', () => {
    const it = read(
      'subscription ($from: String, $cursor: ID) { stallChanged(after: $from, id: $cursor) { cursor } }',
    );
    expect(it.after).toBe('from');
    expect([...(it.resume?.dropped ?? [])]).toEqual(['from']);
    expect(flat(it.resume?.text)).toBe(
      'subscription ($cursor: ID, $_cursor: String) { stallChanged(id: $cursor, after: $_cursor) { cursor } }',
    );
  });

  test.each([
    ['a field without after', 'subscription { rang { stroke } }', STREET],
    [
      'a payload without a cursor',
      'subscription { x { a } }',
      'type Query { a: Int } type P { a: Int } type Subscription { x(after: ID): P }',
    ],
    [
      'a cursor that another subgraph has',
      'subscription { x { a } }',
      `directive @join__field(graph: G) on FIELD_DEFINITION enum G { MARKET TOWN }
       type Query { a: Int } type P { a: Int cursor: ID @join__field(graph: TOWN) }
       type Subscription { x(after: ID): P }`,
    ],
    [
      'a list of payloads',
      'subscription { x { a } }',
      'type Query { a: Int } type P { a: Int cursor: ID } type Subscription { x(after: ID): [P] }',
    ],
  ])('stays as it is for %s', (_, text, sdl) => {
    const it = read(text, sdl);
    expect([it.resume, it.text]).toEqual([undefined, text]);
  });
});

describe('an event', () => {
  const operation = read('subscription { stallChanged { stall { name } } }');

  test('loses the cursor nobody asked for', () => {
    const told = { data: { stallChanged: { stall: { name: 'Bu Tini' }, _cursor: 'c1' } } };
    for (const result of [told, Buffer.from(JSON.stringify(told))]) {
      const event = readEvent(result, operation);
      expect(event.cursor).toBe('c1');
      expect(event.primary.toString()).toBe('{"data":{"stallChanged":{"stall":{"name":"Bu Tini"}}}}');
    }
    expect(told.data.stallChanged._cursor).toBe('c1');
  });

  test('keeps its very bytes where nothing was added', () => {
    const asked = read('subscription { stallChanged { cursor } }');
    const bytes = Buffer.from('{ "data": {"stallChanged":{"cursor":"c1"}} }');
    expect(readEvent(bytes, asked)).toEqual({ primary: bytes, cursor: 'c1', hasData: true });
  });

  test('that is a refusal has neither data nor cursor', () => {
    expect(readEvent({ errors: [{ message: 'no' }] }, operation)).toMatchObject({
      cursor: undefined,
      hasData: false,
    });
    expect(readEvent({ data: { stallChanged: null } }, operation)).toMatchObject({ cursor: undefined });
  });
});
