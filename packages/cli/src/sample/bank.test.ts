import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SampleBank } from './bank';

const ORDER = 'INV-3374-202611-000123';
let bank: SampleBank;
let gateway: Server;
const heard: string[] = [];

beforeAll(async () => {
  gateway = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end('{"responseMessage":"Paid Bill"}');
  });
  await new Promise<void>((ready) => gateway.listen(0, '127.0.0.1', ready));
  bank = await SampleBank.open();
  const { port } = gateway.address() as AddressInfo;
  bank.connect(`http://127.0.0.1:${port}`, (name) => `secret of ${name}`);
});
afterAll(async () => {
  await bank.close();
  gateway.closeAllConnections();
  gateway.close();
});

const pay = async (body: object, type = 'application/json') => {
  const sent = { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) };
  const answer = await fetch(`${bank.url}/pay`, sent);
  return { status: answer.status, text: await answer.text() };
};

describe('the sample bank', () => {
  test('pays by every provider at its own address, and twice when it shall', async () => {
    for (const provider of ['MIDTRANS', 'XENDIT', 'DOKU', 'SNAP']) {
      expect((await pay({ order: ORDER, provider, amount: 8_400, twice: true })).status).toBe(200);
    }
    expect(heard.splice(0)).toEqual(
      ['midtrans/3374', 'xendit/3374', 'doku/3374', 'snap/3374/v1.0/transfer-va/payment'].flatMap((it) => [
        `/webhooks/${it}`,
        `/webhooks/${it}`,
      ]),
    );
  });

  test.each([
    ['what is no invoice', { order: 'INV-1', amount: 1 }, /no invoice number/],
    ['a bill of nowhere', { order: 'TAG-9999-bapenda-202612', amount: 1 }, /no bill's number/],
    ['what is paid already', { order: ORDER }, /Paid Bill/],
    [
      'by a provider the city has no contract with',
      { order: ORDER.replace('3374', '6271'), amount: 1, provider: 'DOKU' },
      /no contract with DOKU/,
    ],
    ['at a bank the city does not have, without a sum', { order: ORDER.replace('3374', '6271') }, /--amount/],
    [
      'back, where a provider has no word for it',
      { order: ORDER, amount: 1, provider: 'XENDIT', back: true },
      /XENDIT has no word/,
    ],
  ])('does not pay %s', async (_, paying, said) => {
    const { status, text } = await pay(paying);
    expect(status).toBe(400);
    expect(text).toMatch(said);
  });

  test('takes no order from a page of another site, and has one of its own', async () => {
    expect((await pay({ order: ORDER, amount: 1 }, 'text/plain')).status).toBe(404);
    expect(await (await fetch(bank.url)).text()).toMatch(/Nomor tagihan/);
  });

  test('answers about a payment only to who holds the key of the city', async () => {
    const at = new Date().toISOString();
    bank.remember({ id: 'one', order: ORDER, amount: 8_400, stage: 'PAID', at });
    const asking = (key: string) =>
      fetch(`${bank.url}/v2/invoices/one`, {
        headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      });
    expect((await asking('other')).status).toBe(404);
    const invoice = await (await asking('secret of PAYMENT_SECRET_3374_XENDIT_API')).json();
    expect(invoice).toMatchObject({ id: 'one', external_id: ORDER, status: 'PAID', paid_amount: 8_400 });
  });
});
