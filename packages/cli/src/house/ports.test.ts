import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { freePorts, isFree, portsFor } from './ports';

describe('the ports of a house', () => {
  let other: Server | undefined;
  afterEach(() => other?.close());

  test('follow the gateway’s', async () => {
    expect(await portsFor(31_990, '127.0.0.1')).toEqual({
      gateway: 31_990,
      donors: 31_991,
      beneficiaries: 31_992,
      billing: 31_993,
      benefits: 31_994,
    });
  });

  test('are named when they are in use, with a way out', async () => {
    const [port] = await freePorts(1, '127.0.0.1');
    other = createServer();
    await new Promise<void>((ready) => other!.listen(port, '127.0.0.1', ready));

    expect(await isFree(port!, '127.0.0.1')).toBe(false);
    await expect(portsFor(port!, '127.0.0.1')).rejects.toThrow(
      new RegExp(`${port} \\(gateway\\) dipakai .* LINDUNGI_PORT=${port! + 100}`),
    );
  });

  test('are free ones, below those of outgoing calls, when nobody minds', async () => {
    const ports = Object.values(await portsFor(0, '127.0.0.1'));
    expect(new Set(ports).size).toBe(5);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });
});
