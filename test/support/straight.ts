import type { House, ServiceName } from '@lindungi/cli';
import { PASS_HEADER, type Pass, passKey, signPass } from '@lindungi/tenancy';

/** Whose pass is shown; whatever is left out is an administrator of Semarang. */
export type Bearer = Partial<Pick<Pass, 'city' | 'subject' | 'roles' | 'area' | 'exp'>>;

/** Asks a subgraph directly, past the gateway, with a pass that is rightly signed for whom it names. */
export async function straight(
  house: House,
  service: ServiceName,
  bearer: Bearer,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ status: number; text: string; data: Record<string, unknown> | undefined }> {
  const body = JSON.stringify({ query, variables });
  const pass: Pass = {
    kind: 'CALL',
    city: '3374',
    subject: '00000000-0000-4000-8000-000000000001',
    roles: ['ADMIN'],
    area: null,
    language: 'id',
    exp: Math.floor(Date.now() / 1000) + 20,
    ...bearer,
  };
  const key = passKey(house.env[service].LINDUNGI_PASS_KEY ?? '');
  return send(house, service, body, { [PASS_HEADER]: signPass(key, pass, body) });
}

/** Sends a body to a subgraph with just these headers. */
export async function send(
  house: House,
  service: ServiceName,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string; data: Record<string, unknown> | undefined }> {
  const response = await fetch(`${house.urls[service]}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  const { data } = JSON.parse(text || '{}') as { data?: Record<string, unknown> };
  return { status: response.status, text, data };
}
