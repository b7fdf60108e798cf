import { expect, test } from '@jest/globals';
import { scramVerifier } from './scram-verifier';

test('is what Postgres keeps for the example of RFC 7677', () => {
  expect(scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'))).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});

test('refuses what it would write differently from Postgres', () => {
  expect(() => scramVerifier('sandi–rahasia')).toThrow(RangeError);
  expect(() => scramVerifier('')).toThrow(RangeError);
});
