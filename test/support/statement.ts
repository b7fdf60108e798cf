/** What the graph says of a bank's statement, as stories ask for it. */
export interface StatementLine {
  id: string;
  amount: number;
  direction: string;
  state: string;
  matchedBy: string | null;
  invoice: string | null;
  description: string;
}
export interface Statement {
  id: string;
  lines: StatementLine[];
}
export interface Imported {
  imported: number;
  known: number;
  refused: { row: number; message: string }[];
  statement: Statement | null;
}

export const STATEMENT = 'statement { id lines { id amount direction state matchedBy invoice description } }';
