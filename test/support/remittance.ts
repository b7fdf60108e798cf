/** What the graph says of a list that goes to BPJS, as stories ask for it. */
export interface ListLine {
  id: string;
  month: string;
  amount: number;
  state: string;
  receipt: string | null;
  kpj: string | null;
  worker: { id: string } | null;
}
export interface List {
  id: string;
  state: string;
  amount: number;
  transferReference: string | null;
  lines: ListLine[];
}

export const LIST =
  'remittance { id state amount transferReference lines { id month amount state receipt kpj worker { id } } }';

export interface Answered {
  booked: boolean;
  accepted: number;
  rejected: number;
  refused: { row: number; message: string }[];
  remittance: List;
}
