import type { SamplePerson } from '../people';
import type { SampleBank } from '../sample/bank';
import type { Progress } from '../say/progress';
import type { ProcessName, ServiceName } from './processes';

/** How a house is started; everything has a default fit for one machine. */
export interface HouseSettings {
  /** Folder of the secret, the data and the logs; default `.lindungi` in the top folder. */
  home?: string;
  /** The gateway's port, services take the next four; 0 takes free ports. Default 4000. */
  port?: number;
  /** Port of the embedded Postgres; default 54329, or a free one when that is taken. */
  postgresPort?: number;
  /** Address to listen on; default 127.0.0.1. */
  bind?: string;
  /** The day it is for every service, 'YYYY-MM-DD'; refused in production. */
  today?: string;
  /** Admin login of another Postgres server, instead of the embedded one. */
  databaseUrl?: string;
  /** Admin logins of single services that live on servers of their own. */
  databaseUrls?: Partial<Record<ServiceName, string>>;
  /** Name of the database; created when absent. Default `lindungi`. */
  databaseName?: string;
  /** The master secret all keys and role passwords come from; default `.lindungi/secret`. */
  secret?: string;
  /** The payment providers' secrets, by the names in the city files; made up unless in production. */
  paymentSecrets?: Readonly<Record<string, string>>;
  /** `LINDUNGI_S3_*`: the bucket of papers, instead of a folder. */
  bucket?: Readonly<Record<string, string>>;
  /** Manifest of the gateway's stored operations, or a folder of such; a whole path. */
  operations?: string;
  /** 'off': the gateway answers nothing that is not stored. */
  adHoc?: 'on' | 'off';
  /** True refuses whatever is only for development. */
  production?: boolean;
  /** More environment for one process, over what the house gives it. */
  environment?: Partial<Record<ProcessName, Record<string, string>>>;
  progress?: Progress;
}

/** A running house: Postgres, four services and the gateway. */
export interface House {
  /** Base URL of each process, `http://127.0.0.1:4000`. */
  readonly urls: Readonly<Record<ProcessName, string>>;
  readonly ports: Readonly<Record<ProcessName, number>>;
  /** What each process was given as environment; holds secrets. */
  readonly env: Readonly<Record<ProcessName, Readonly<Record<string, string>>>>;
  /** Admin login to each service's database: for migrations, audits and checks, never for a request. */
  readonly adminUrls: Readonly<Record<ServiceName, string>>;
  /** Folder of `<process>.log`. */
  readonly logs: string;
  /** A bank to pay at, which moves no money; undefined in production. */
  readonly bank: SampleBank | undefined;
  /** A token of a sample person, `semarang:sari`, signed by the development issuer. */
  token(person: string | SamplePerson): Promise<string>;
  /** The process id now, or undefined while it is being restarted. */
  pid(name: ProcessName): number | undefined;
  /** Ends one process in good order and starts it again, its migrations first if asked; resolves when ready. */
  restart(name: ProcessName, options?: { migrate?: boolean }): Promise<void>;
  /** Tells the gateway to read its supergraph again; who watches goes on watching. */
  readGraphAgain(): void;
  /** Resolves when the process is ready (again): after a kill, say. */
  ready(name: ProcessName): Promise<void>;
  /** Gateway, services, and the embedded Postgres last. Safe to call twice. */
  stop(): Promise<void>;
}
