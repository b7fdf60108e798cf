import { PAYMENT_PROVIDERS } from '@lindungi/tenancy';

const NAMES: Readonly<Record<(typeof PAYMENT_PROVIDERS)[number], string>> = {
  MIDTRANS: 'Midtrans',
  XENDIT: 'Xendit',
  DOKU: 'DOKU',
  SNAP: 'Rekening virtual bank (SNAP BI)',
};

const HABITS: Readonly<Record<string, string>> = {
  late: 'kabarnya terlambat 10 detik',
  twice: 'kabarnya datang dua kali',
  disorder: 'kabarnya datang tidak berurutan',
  back: 'uangnya ditarik kembali sesudahnya',
};

const options = PAYMENT_PROVIDERS.map((it) => `<option value="${it}">${NAMES[it]}</option>`).join('');
const habits = Object.entries(HABITS)
  .map(([name, words]) => `<label><input type="checkbox" name="${name}"> ${words}</label>`)
  .join('');

/** The sample bank's counter: an invoice's number in, what the city answered out. It moves no money. */
export const bankPage = `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bank contoh</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem }
  form { display: grid; gap: .75rem } label { display: block } input:not([type=checkbox]), select { width: 100%; font: inherit; padding: .4rem; box-sizing: border-box }
  button { font: inherit; padding: .6rem } pre { white-space: pre-wrap; min-height: 3rem }
</style>
<h1>Bank contoh</h1>
<p>Tidak ada uang yang berpindah: bank ini hanya mengabarkan pembayaran kepada Lindungi, bertanda tangan seperti penyedia yang sebenarnya.</p>
<form>
  <label>Nomor tagihan, atau nomor tagihan OPD <input name="order" required pattern="INV-\\d{4}-\\d{6}-\\d{6}|TAG-\\d{4}-[a-z0-9\\-]+-\\d{6}" placeholder="INV-3374-202611-000123"></label>
  <label>Jumlah, kosong berarti semua yang terutang (Rp) <input name="amount" inputmode="numeric" pattern="[1-9]\\d{0,8}"></label>
  <label>Lewat <select name="provider">${options}</select></label>
  <fieldset><legend>Kebiasaan buruk</legend>${habits}</fieldset>
  <button>Bayar</button>
</form>
<pre role="status"></pre>
<script>
  const form = document.querySelector('form'), said = document.querySelector('pre');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { order, amount, provider, late, twice, disorder, back } = Object.fromEntries(new FormData(form));
    const paying = { order, provider, ...(amount && { amount: Number(amount) }), ...(late && { late: 10 }),
      twice: !!twice, disorder: !!disorder, back: !!back };
    said.textContent = late ? 'Menunggu 10 detik …' : '…';
    const answer = await fetch('/pay', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(paying) });
    const told = await answer.json();
    said.textContent = told.error ? 'Tidak dibayar: ' + told.error
      : 'Rp' + told.amount.toLocaleString('id-ID') + ' dibayar.\\n' + told.calls.map((it) => it.stage + ': dijawab ' + it.status).join('\\n');
  });
</script>
`;
