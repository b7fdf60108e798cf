import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cities, paymentSecretNames } from '@lindungi/tenancy';
import { type Claim, claim } from '../claim';
import { machineEnvironment } from '../environment';
import { developmentIssuer, tokenFor } from '../issuer';
import { makeFolder } from '../make-folder';
import { OperatorError, withPlainWords } from '../operator-error';
import { CITY_WORDS } from '../people';
import { ROOT } from '../place';
import { SampleBank, type Statements } from '../sample/bank';
import { silent } from '../say/progress';
import { type Databases, openDatabases } from './databases';
import type { House, HouseSettings } from './house';
import { Keeper, type Program } from './keeper';
import { migrate } from './migrate';
import { portsFor } from './ports';
import { folderOf, type ProcessName, SERVICES } from './processes';
import { keysOf, secretIn } from './secret';
import { claimFile, hangSign } from './sign';
import { environmentsOf, migrationEnvironmentsOf, NODE_FLAGS, type Plan, urlsOf } from './wiring';

/**
 * Starts everything on this machine: Postgres (unless another is named), the tables, the four
 * services, the gateway; each waited for. Stops again what it had started when a step fails.
 *
 * @throws OperatorError  one sentence the operator can act on
 */
export async function startHouse(settings: HouseSettings = {}): Promise<House> {
  const home = settings.home ?? join(ROOT, '.lindungi');
  try {
    makeFolder(home);
    return await build(settings, home, enter(home));
  } catch (error) {
    throw withPlainWords(error, home);
  }
}

function enter(home: string): Claim & { release: () => void } {
  const held = claim(claimFile(home));
  if (held.release) return held;
  throw new OperatorError({
    id: `Lindungi sudah berjalan di ${home} (proses ${held.heldBy}): hentikan dulu dengan Ctrl-C di sana, atau "kill ${held.heldBy}".`,
    en: `Lindungi is already running in ${home} (process ${held.heldBy}): stop it first with Ctrl-C there, or "kill ${held.heldBy}".`,
  });
}

async function build(
  settings: HouseSettings,
  home: string,
  { release }: { release: () => void },
): Promise<House> {
  const progress = settings.progress ?? silent;
  const logs = join(home, 'logs');
  const keepers: Partial<Record<ProcessName, Keeper>> = {};
  let databases: Databases | undefined;
  let bank: SampleBank | undefined;
  let takeSignIn = () => {};
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      takeSignIn();
      await keepers.gateway?.stop();
      await Promise.all(SERVICES.map((name) => keepers[name]?.stop()));
      await databases?.stop();
      await bank?.close();
      release();
    })();
    return stopping;
  };

  try {
    requireBuilt();
    const secret = settings.secret ?? secretIn(home);
    const ports = await portsFor(settings.port ?? 4000, settings.bind ?? '127.0.0.1');
    databases = await openDatabases(settings, home, logs, progress);
    if (!settings.production) bank = await SampleBank.open();
    const made = { home, secret, ports, adminUrls: databases.adminUrls, bankUrl: bank?.url };
    const plan = await planOf(settings, made);
    const env = environmentsOf(plan);
    bank?.connect(urlsOf(plan).gateway, (name) => plan.paymentSecrets[name], statementsOf(plan));

    const run = (name: ProcessName) => {
      const keeper = new Keeper(programOf(name, 'main', env[name], logs), progress.note);
      keepers[name] = keeper;
      return keeper.start();
    };
    await progress.step('Menyiapkan tabel', () => migrateAll(plan, logs));
    await progress.step('Menyalakan layanan', async (tell) => {
      const ready: string[] = [];
      await Promise.all(
        SERVICES.map(async (name) => {
          await run(name);
          ready.push(name);
          tell(ready.join(', '));
        }),
      );
    });
    await progress.step('Membuka gerbang graf', () => run('gateway'));
    takeSignIn = hangSign(home, { urls: urlsOf(plan), bank: bank?.url });
    return houseOf({ plan, env, logs, keepers: keepers as Record<ProcessName, Keeper>, bank, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A sample treasurer of the city imports what its sample bank says of its account. */
function statementsOf(plan: Plan): Statements {
  const { issuer, today } = plan;
  const url = urlsOf(plan).gateway;
  return {
    today: () => today ?? new Date().toISOString().slice(0, 10),
    async treasurer(cityCode) {
      if (!issuer) throw new Error('There is no development issuer in production.');
      return { url, token: await tokenFor(issuer, `${CITY_WORDS[cityCode]}:bendahara`) };
    },
  };
}

/** Waits for all, so that no migration still runs while its server is stopped; then the first refusal. */
async function migrateAll(plan: Plan, logs: string): Promise<void> {
  const env = migrationEnvironmentsOf(plan);
  const outcomes = await Promise.allSettled(
    SERVICES.map((name) => migrate(programOf(name, 'migrate', env[name], logs))),
  );
  const failed = outcomes.find((it) => it.status === 'rejected');
  if (failed) throw failed.reason;
}

function programOf(
  name: ProcessName,
  what: 'main' | 'migrate',
  env: Record<string, string>,
  logs: string,
): Program {
  const cwd = join(ROOT, folderOf(name));
  const flags = what === 'main' ? (NODE_FLAGS[name] ?? []) : [];
  return { name, env, flags, cwd, file: join(cwd, 'dist', `${what}.js`), log: join(logs, `${name}.log`) };
}

function requireBuilt(): void {
  const missing = [...SERVICES, 'gateway' as const].filter(
    (name) => !existsSync(join(ROOT, folderOf(name), 'dist/main.js')),
  );
  if (missing.length === 0) return;
  throw new OperatorError({
    id: `Program belum dibangun (${missing.join(', ')}): jalankan "npm run build".`,
    en: `Not built yet (${missing.join(', ')}): run "npm run build".`,
  });
}

async function planOf(
  settings: HouseSettings,
  made: { home: string; secret: string } & Pick<Plan, 'ports' | 'adminUrls' | 'bankUrl'>,
): Promise<Plan> {
  const production = settings.production ?? false;
  const keys = keysOf(made.secret);
  return {
    root: ROOT,
    bind: settings.bind ?? '127.0.0.1',
    production,
    today: settings.today,
    ports: made.ports,
    adminUrls: made.adminUrls,
    blobs: join(made.home, 'blobs'),
    bucket: settings.bucket ?? {},
    operations: settings.operations,
    adHoc: settings.adHoc,
    bankUrl: made.bankUrl,
    keys,
    paymentSecrets: paymentSecrets(settings, keys),
    issuer: production ? undefined : await developmentIssuer(made.home),
    machine: machineEnvironment(),
    more: settings.environment ?? {},
  };
}

/** In production the providers gave them out; while trying the system they are drawn from the secret. */
function paymentSecrets({ production, paymentSecrets: given = {} }: HouseSettings, keys: Plan['keys']) {
  const names = [...cities().values()].flatMap(paymentSecretNames);
  const missing = names.filter((name) => !given[name]);
  if (production && missing.length > 0) {
    throw new OperatorError({
      id: `Rahasia penyedia pembayaran belum diberikan: ${missing.join(', ')}.`,
      en: `The payment provider's secrets are not given: ${missing.join(', ')}.`,
    });
  }
  return Object.fromEntries(names.map((name) => [name, given[name] ?? keys(`payment ${name}`)]));
}

function houseOf(parts: {
  plan: Plan;
  env: House['env'];
  logs: string;
  keepers: Record<ProcessName, Keeper>;
  bank: SampleBank | undefined;
  stop: () => Promise<void>;
}): House {
  const { plan, env, logs, keepers, bank, stop } = parts;
  return {
    urls: urlsOf(plan),
    ports: plan.ports,
    env,
    adminUrls: plan.adminUrls,
    logs,
    bank,
    async token(person) {
      if (!plan.issuer) throw new Error('There is no development issuer in production.');
      return tokenFor(plan.issuer, person);
    },
    pid: (name) => keepers[name].pid,
    async restart(name, options = {}) {
      if (options.migrate && name !== 'gateway') {
        await migrate(programOf(name, 'migrate', migrationEnvironmentsOf(plan)[name], logs));
      }
      await keepers[name].restart();
    },
    readGraphAgain: () => keepers.gateway.signal('SIGHUP'),
    ready: (name) => keepers[name].ready(),
    stop,
  };
}
