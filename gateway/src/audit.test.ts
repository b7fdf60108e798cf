import { describe, expect, test } from '@jest/globals';
import { auditSettings } from './audit';

const read = (line: string) => auditSettings(line.split(' '));

describe('the audit mode', () => {
  test('is not asked for by anything else', () => {
    expect(auditSettings([])).toBeUndefined();
    expect(read('--supergraph a.graphql --port 4000')).toBeUndefined();
  });

  test('serves this machine alone, unless told which of its loopbacks', () => {
    const settings = { supergraph: 'a.graphql', port: 4000, bind: '127.0.0.1', strict: false };
    expect(read('--audit --supergraph a.graphql --port 4000')).toEqual(settings);
    expect(read('--audit --supergraph a.graphql --port 4000 --bind ::1')?.bind).toBe('::1');
    expect(read('--audit --strict --supergraph http://localhost/a --port 0')?.strict).toBe(true);
  });

  test.each([
    [
      'an address the network knows',
      '--audit --supergraph a --port 1 --bind 0.0.0.0',
      /serves this machine alone/,
    ],
    [
      'all addresses of the newer kind',
      '--audit --supergraph a --port 1 --bind ::',
      /serves this machine alone/,
    ],
    [
      'a name that only begins like ours',
      '--audit --supergraph a --port 1 --bind 127.0.0.1.evil',
      /this machine/,
    ],
    ['no supergraph', '--audit --port 1', /--supergraph <file or URL>/],
    ['no port', '--audit --supergraph a', /--port <number>/],
    ['a port that is none', '--audit --supergraph a --port x', /0 to 65535/],
    ['an option nobody knows', '--audit --supergraph a --port 1 --public', /public/],
  ])('is refused with %s', (_, line, message) => {
    expect(() => read(line)).toThrow(message);
  });
});
