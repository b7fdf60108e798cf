/** One kelurahan: the ward a worker lives in. `code` is the Kemendagri code, '33.74.15.1007'. */
export interface Kelurahan {
  code: string;
  name: string;
}

/** One kecamatan: the district an officer answers for, and the BPJS branch that serves it. */
export interface Kecamatan {
  code: string;
  name: string;
  /** Code of one of the city's `branches`. */
  branch: string;
  kelurahan: readonly Kelurahan[];
}

/** An office of the BPJS Ketenagakerjaan: one remittance list, one transfer. */
export interface Branch {
  code: string;
  name: string;
}

/** An OPD (*organisasi perangkat daerah*): the office a civil servant works for. */
export interface Agency {
  code: string;
  name: string;
}

/** A donor's post, as far as the city's appeal tells posts apart (UU 20/2023, Pasal 13-14). */
export type Post = 'JPT_PRATAMA' | 'ADMINISTRATOR' | 'OTHERS';

/** Who a worker is to the donor who names one. */
export type Relation = 'NEIGHBOUR' | 'HOUSEHOLD_WORKER' | 'FAMILY' | 'RELATIVE' | 'CITY_LIST';

/** Who takes payments for a city. */
export const PAYMENT_PROVIDERS = ['MIDTRANS', 'XENDIT', 'DOKU', 'SNAP'] as const;
export type PaymentProviderName = (typeof PAYMENT_PROVIDERS)[number];

/** One contract of a city with one provider. Its names are of environment variables, never the values. */
export interface PaymentWay {
  provider: PaymentProviderName;
  /** What the provider's calls to us are signed with. */
  secret: string;
  /** The key of the provider's own API, where it is asked again before anything is booked. */
  api?: string | undefined;
  /** The public key of a bank that fetches its access tokens from us; without it any token is taken. */
  publicKey?: string | undefined;
}

/** What the gateway lets through of a city, each by a budget of its own; gateway/README.md says what counts as which. */
export const BUDGETS = [
  'known',
  'person',
  'public',
  'address',
  'sockets',
  'tokens',
  'webhooks',
  'files',
] as const;
export type BudgetName = (typeof BUDGETS)[number];

/** How often, and how much at once; of one gateway process. */
export interface Budget {
  perSecond: number;
  /** In a row, after silence. */
  burst: number;
  /** Under way at the same time. */
  atOnce: number;
}

/** A count of a city's civil servants, and where it is from. */
interface CivilServants {
  count: number;
  /** ASN are PNS and PPPK together. */
  what: 'ASN' | 'PNS';
  source: string;
  /** 'YYYY-MM-DD' */
  asOf: string;
}

/** A tenant: data, never code. What differs from city to city is here and nowhere else. */
export interface City {
  /** Kemendagri code of the city, '3374': the `city_id` of every row. */
  code: string;
  /** Name of its file, '3374-kota-semarang'. */
  slug: string;
  name: string;
  movement: string;
  /** Host of the city's portal. */
  portal: string;
  /** IANA zone; it says which day, and so which month, it is. */
  timeZone: string;
  /** Who signs the tokens of this city's people. */
  issuer: { url: string; jwks: string; audience: string };
  pledge: {
    /** Lengths a donor may choose, in months. */
    months: readonly number[];
    /** Whether protection may begin this month, or only next. */
    firstMonth: 'CURRENT' | 'NEXT';
    /** How many days after its due date an unpaid pledge keeps its worker's months. */
    holdDays: number;
    /** Workers per donor, by post: an appeal, never a duty. */
    quota: Readonly<Record<Post, number>>;
    relations: readonly Relation[];
  };
  /** The provider that new invoices name, and the others whose word is taken. */
  payment: PaymentWay & { also: readonly PaymentWay[] };
  branches: readonly Branch[];
  /** How many civil servants the movement could reach; `what` says which count it is. */
  civilServants: CivilServants;
  /** The other count, where there is one too. */
  alsoCivilServants: readonly CivilServants[];
  kecamatan: readonly Kecamatan[];
  agencies: readonly Agency[];
  /** Where the city's budgets differ from the gateway's own. */
  limits?: Readonly<Partial<Record<BudgetName, Budget | undefined>>> | undefined;
}
