import { mutate, type Visitor } from './visitor';

export interface RemittanceLine {
  id: string;
  month: string;
  amount: number;
  state: string;
  worker: { id: string };
}

export interface Remittance {
  id: string;
  state: string;
  amount: number;
  lines: RemittanceLine[];
}

const REMITTANCE = 'remittance { id state amount lines { id month amount state worker { id } } }';

/** A branch of BPJS Ketenagakerjaan that draws up a list, and answers every line of it once the treasurer let it go. */
export class SampleBranch {
  constructor(
    private readonly officer: Visitor,
    private readonly branch: string,
    private readonly treasurer: Visitor,
  ) {}

  /** Asks for the list of what is paid and not yet remitted, up to and with the month `through`. */
  async list(through: string, idempotencyKey: string): Promise<Remittance> {
    const input = { branch: this.branch, through, idempotencyKey };
    return (await mutate<{ remittance: Remittance }>(this.officer, 'prepareRemittance', input, REMITTANCE))
      .remittance;
  }

  /** The city's treasurer lets the transfer of the list go. */
  private async approve({ id: remittanceId }: Remittance): Promise<void> {
    const input = {
      remittanceId,
      transferReference: `FT-${remittanceId.slice(0, 8)}`,
      idempotencyKey: `approve-${remittanceId}`,
    };
    await mutate(this.treasurer, 'approveRemittance', input, 'remittance { id }');
  }

  /**
   * Answers every line: with a receipt, or with a reason where `refuse` gives one.
   *
   * @param receivedOn  the day of the transfer, 'YYYY-MM-DD'
   */
  async answer(
    remittance: Remittance,
    receivedOn: string,
    idempotencyKey: string,
    refuse: (line: RemittanceLine) => string | undefined = () => undefined,
  ): Promise<Remittance> {
    const lines = remittance.lines.map((line, at) => {
      const reason = refuse(line);
      if (reason) return { lineId: line.id, accepted: false, reason };
      return { lineId: line.id, accepted: true, receipt: `TB-${remittance.id.slice(0, 8)}-${at + 1}` };
    });
    await this.approve(remittance);
    const input = { remittanceId: remittance.id, receivedOn, lines, idempotencyKey };
    return (await mutate<{ remittance: Remittance }>(this.officer, 'confirmRemittance', input, REMITTANCE))
      .remittance;
  }
}
