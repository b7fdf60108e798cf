import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cityByCode, type PaymentProviderName, paymentWay } from '@lindungi/tenancy';
import { bankPage } from './bank-page';
import {
  callsOf,
  type SamplePayment,
  type SignedCall,
  type Stage,
  snapInquiry,
  xenditInvoice,
} from './provider-calls';
import { BILL_NUMBER, owedByAgency, transferByAgency } from './transfer';
import type { Visitor } from './visitor';

/** How somebody pays an invoice, and how its provider tells of it. */
export interface Paying {
  provider?: PaymentProviderName;
  /** Rupiah; all that is owed when it is not said. */
  amount?: number;
  /** So many seconds pass before the city is told. */
  late?: number;
  /** Everything is told twice. */
  twice?: boolean;
  /** What came last is told first. */
  disorder?: boolean;
  /** In the end the bank takes the money back. */
  back?: boolean;
}

/** What a provider told, and how it was answered; TRANSFER: it stands in the statement of the city's own account. */
export interface Told {
  provider: PaymentProviderName | 'TRANSFER';
  amount: number;
  calls: { stage: Stage; status: number; text: string }[];
}

/** Who imports the statements of a city's own account, and the day it is. */
export interface Statements {
  treasurer(cityCode: string): Promise<Visitor>;
  today(): string;
}

/**
 * A bank and three payment providers that move no money: they say what real ones say, sign as these sign,
 * and answer whoever asks again about a payment. Only for trying the system.
 */
export class SampleBank {
  private readonly payments = new Map<string, SamplePayment>();
  private gateway = '';
  private secretOf: (name: string) => string | undefined = () => undefined;
  private statements: Statements | undefined;

  private constructor(private readonly server: Server) {}

  /** Listens on this machine only. */
  static async open(): Promise<SampleBank> {
    const server = createServer();
    const bank = new SampleBank(server);
    server.on('request', (request, response) => {
      bank.answer(request, response).catch((error: Error) => say(response, 400, { error: error.message }));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    server.unref();
    return bank;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on the bank can tell a city: through this gateway, with these secrets, and by statements of its account. */
  connect(gateway: string, secretOf: (name: string) => string | undefined, statements?: Statements): void {
    this.gateway = gateway;
    this.secretOf = secretOf;
    this.statements = statements;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /**
   * Pays an invoice by its number, and has its provider tell the city; or transfers what an agency deducted, by the number of
   * its bill, so that it stands in the statement of the city's account.
   *
   * @throws Error when nobody knows the invoice or the bill, or the city has no contract with the provider
   */
  async pay(order: string, paying: Paying = {}): Promise<Told> {
    const [, cityCode] = BILL_NUMBER.exec(order) ?? [];
    if (cityCode !== undefined) return this.transfer(order, cityCode, paying.amount);
    const provider = paying.provider ?? 'MIDTRANS';
    const amount = paying.amount ?? (await this.owed(order));
    const id = randomUUID();
    const at = new Date().toISOString();
    const stages: Stage[] = paying.disorder ? ['SETTLED', 'PENDING'] : ['PAID'];
    // a virtual account knows no step back; QRIS does
    if (paying.back) stages.splice(0, stages.length, provider === 'SNAP' ? 'SETTLED' : 'PAID', 'TAKEN_BACK');
    const told: Told = { provider, amount, calls: [] };
    if (paying.late) await new Promise((later) => setTimeout(later, (paying.late ?? 0) * 1000));
    for (const stage of stages) {
      const payment = { id, order, amount, stage, at };
      this.remember(payment);
      for (let times = paying.twice ? 2 : 1; times > 0; times -= 1) {
        told.calls.push({ stage, ...(await this.tell(provider, payment)) });
      }
    }
    return told;
  }

  private async transfer(billNumber: string, cityCode: string, some: number | undefined): Promise<Told> {
    if (!this.statements || !cityByCode(cityCode)) throw new Error(`${billNumber} is no bill's number.`);
    const treasurer = await this.statements.treasurer(cityCode);
    const amount = some ?? (await owedByAgency(treasurer, billNumber));
    await transferByAgency(treasurer, { billNumber, amount, on: this.statements.today() });
    return { provider: 'TRANSFER', amount, calls: [{ stage: 'PAID', status: 200, text: '' }] };
  }

  /** The payment as its provider knows it now: who asks again is told so. A late word undoes nothing. */
  remember(payment: SamplePayment): void {
    if (payment.stage === 'PENDING' && this.payments.has(payment.id)) return;
    this.payments.set(payment.id, payment);
  }

  /** Tells the city once of a payment, as its provider does. */
  async tell(
    provider: PaymentProviderName,
    payment: SamplePayment,
  ): Promise<{ status: number; text: string }> {
    const code = cityOf(payment.order);
    const call = callsOf[provider](payment, code, this.secret(provider, code));
    if (!call) throw new Error(`${provider} has no word for ${payment.stage}.`);
    return this.send(call);
  }

  /** Sends a call as it is. */
  async send({ path, headers, body }: SignedCall): Promise<{ status: number; text: string }> {
    const answer = await fetch(this.gateway + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(15_000),
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** What is still owed, asked as a bank asks before it takes money. */
  private async owed(order: string): Promise<number> {
    const code = cityOf(order);
    const city = cityByCode(code);
    if (city && !paymentWay(city, 'SNAP')) throw new Error(`${city.name}: --amount?`);
    const { text } = await this.send(snapInquiry(order, code, this.secret('SNAP', code)));
    const { virtualAccountData, responseMessage } = JSON.parse(text) as {
      virtualAccountData?: { totalAmount: { value: string } };
      responseMessage: string;
    };
    if (!virtualAccountData) throw new Error(`${order}: ${responseMessage}`);
    return Number(virtualAccountData.totalAmount.value);
  }

  /** What signs the calls of a provider to a city. */
  secret(provider: PaymentProviderName, cityCode: string): string {
    const city = cityByCode(cityCode);
    const way = city && paymentWay(city, provider);
    const secret = way && this.secretOf(way.secret);
    if (secret === undefined) throw new Error(`${cityCode} has no contract with ${provider}.`);
    return secret;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, id] = /^\/v2\/invoices\/([\w-]+)$/.exec(request.url ?? '') ?? [];
    if (request.method === 'GET' && id !== undefined) {
      const payment = this.payments.get(id);
      const invoice = payment && this.mayAsk(payment, request) ? xenditInvoice(payment) : undefined;
      return say(response, invoice ? 200 : 404, invoice ?? { error_code: 'INVOICE_NOT_FOUND_ERROR' });
    }
    if (request.method === 'GET' && request.url === '/') {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
      });
      return void response.end(bankPage);
    }
    // a page of another site cannot send this without asking first
    const json = request.headers['content-type'] === 'application/json';
    if (request.method === 'POST' && request.url === '/pay' && json) {
      const { order, ...paying } = JSON.parse(await textOf(request)) as Paying & { order: string };
      return say(response, 200, await this.pay(order, paying));
    }
    say(response, 404, {});
  }

  private mayAsk({ order }: SamplePayment, request: IncomingMessage): boolean {
    const city = cityByCode(cityOf(order));
    const key = this.secretOf((city && paymentWay(city, 'XENDIT')?.api) ?? '');
    return request.headers.authorization === `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  }
}

function cityOf(order: string): string {
  const [, code] = /^INV-(\d{4})-\d{6}-\d{6}$/.exec(order) ?? [];
  if (code === undefined) throw new Error(`${order} is no invoice number.`);
  return code;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
