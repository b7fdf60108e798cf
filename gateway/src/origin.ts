import { cityByHost } from '@lindungi/tenancy';

export interface OriginRule {
  /** Beside the cities' own portals. */
  allowed: ReadonlySet<string>;
  /** In development pages of this machine may ask too. */
  development: boolean;
}

/**
 * Whether a browser's page may ask here: it is the same host, a city's portal, or named in the settings. No
 * origin at all means no browser, and is fine: what a caller may do rests on its token, never on a cookie.
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  rule: OriginRule,
): boolean {
  if (origin === undefined) return true;
  if (rule.allowed.has(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (rule.development && /^(localhost|127\.0\.0\.1|[\w-]+\.localhost)$/.test(url.hostname)) return true;
  if (url.protocol !== 'https:') return false;
  return url.host === host || cityByHost(url.hostname) !== undefined;
}
