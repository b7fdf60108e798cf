import { join } from 'node:path';

/** The top folder of the checkout; the same from `src` (tests) and from `dist` (the command). */
export const ROOT = join(__dirname, '../../..');
