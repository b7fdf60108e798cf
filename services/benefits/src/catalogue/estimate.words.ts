import type { Reason } from '../coverage/reason.rules';

/** The dearest part of JKK is no sum, so it is said. */
export const CARE_HAS_NO_CAP: Reason = {
  code: 'CARE_HAS_NO_CAP',
  words: {
    id: 'Perawatan ditanggung sesuai kebutuhan medis, kelas I rumah sakit pemerintah, tanpa batas biaya; jumlahnya tidak termasuk di sini.',
    en: 'Care is given as medically needed, class I of a public hospital, without a cap; it is not in this sum.',
  },
};

/** Families were told of Rp174 million as if it were paid at once. */
export const SCHOLARSHIP_IS_NO_CHEQUE: Reason = {
  code: 'SCHOLARSHIP_IS_NO_CHEQUE',
  words: {
    id: 'Beasiswa diajukan setiap tahun ajaran dan berhenti pada umur 23 tahun, saat menikah, atau saat bekerja; jumlah paling banyak itu bukan uang yang dibayar sekaligus.',
    en: 'A scholarship is asked for every school year, and ends at 23, by marriage or by work; the most it can be is never paid at once.',
  },
};

/** JKM's scholarship needs three years. */
export function scholarshipClosed(months: number, needed: number): Reason {
  return {
    code: 'SCHOLARSHIP_NEEDS_MEMBERSHIP',
    words: {
      id: `Beasiswa JKM ada setelah ${needed} bulan terlindungi; di sini ${months}. Cara menghitungnya belum pasti: tanyakan kepada kantor cabang BPJS.`,
      en: `The scholarship of JKM comes after ${needed} protected months; here there are ${months}. How they are counted is not settled: ask a BPJS branch.`,
    },
  };
}

/** More children are named than the law gives a scholarship. */
export function onlySomeChildren(most: number): Reason {
  return {
    code: 'ONLY_SOME_CHILDREN',
    words: {
      id: `Beasiswa untuk paling banyak ${most} anak; yang dihitung di sini yang pertama disebut.`,
      en: `${most} children at most have a scholarship; those named first are counted here.`,
    },
  };
}
