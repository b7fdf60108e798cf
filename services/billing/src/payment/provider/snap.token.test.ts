import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Call } from './provider.rules';
import { judge } from './providers';
import { grantToken, isGranted, judgeTokenRequest } from './snap.token';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
const TIME = '2026-11-22T10:00:00+07:00';
const now = Date.parse(TIME);

function request(change: Record<string, string | undefined> = {}, key = privateKey): Call {
  const signature = sign('sha256', Buffer.from(`BANK-1|${TIME}`), key).toString('base64');
  const headers: Record<string, string | undefined> = {
    'x-client-key': 'BANK-1',
    'x-timestamp': TIME,
    'x-signature': signature,
    ...change,
  };
  return {
    path: '/webhooks/snap/3374/v1.0/access-token/b2b',
    header: (name) => headers[name],
    body: Buffer.from('{"grantType":"client_credentials"}'),
  };
}

describe('a bank that asks for a token', () => {
  test('is known by its key, in one line or in many', () => {
    expect(judgeTokenRequest(request(), pem, now)).toBe('GENUINE');
    expect(judgeTokenRequest(request(), pem.replaceAll('\n', '\\n'), now)).toBe('GENUINE');
  });
  test.each<[string, Call, number, string]>([
    ['another key', request({}, stranger.privateKey), now, 'FORGED'],
    ['another name', request({ 'x-client-key': 'BANK-2' }), now, 'FORGED'],
    ['another time', request({ 'x-timestamp': '2026-11-22T10:00:01+07:00' }), now, 'FORGED'],
    ['no signature', request({ 'x-signature': undefined }), now, 'FORGED'],
    ['six minutes later', request(), now + 360_000, 'STALE'],
  ])('not with %s', (_, call, at, verdict) => expect(judgeTokenRequest(call, pem, at)).toBe(verdict));
});

describe('a token', () => {
  const { accessToken, expiresIn } = grantToken('secret', now);
  test.each<[string, string, string, number, boolean]>([
    ['is good at once', accessToken, 'secret', now, true],
    ['is good to the last second', accessToken, 'secret', now + expiresIn * 1000 - 1, true],
    ['is good for fifteen minutes, not longer', accessToken, 'secret', now + expiresIn * 1000, false],
    ['is good for one city', accessToken, 'other', now, false],
    ['cannot be made to last', `9999999999${accessToken.slice(10)}`, 'secret', now, false],
    ['is none of ours when somebody makes it up', 'sample-token', 'secret', now, false],
  ])('%s', (_, token, secret, at, good) => expect(isGranted(token, secret, at)).toBe(good));

  test('is asked of every call of a bank that fetches one; a genuine call without it is told so', () => {
    const call = { ...request({ authorization: 'Bearer sample-token' }), path: '/webhooks/snap/3374' };
    expect(judge('SNAP', call, { secret: 'secret', publicKey: pem }, now).kind).toBe('TOKEN_REFUSED');
    expect(judge('SNAP', call, { secret: 'secret' }, now).kind).toBe('FORGED');
    const granted = { ...request({ authorization: `Bearer ${accessToken}` }), path: '/webhooks/snap/3374' };
    expect(judge('SNAP', granted, { secret: 'secret', publicKey: pem }, now).kind).toBe('FORGED');
  });
});
