import {
  type LocalDate,
  type Month,
  type Rupiah,
  type Words,
  writtenDate,
  writtenMonth,
  writtenRupiah,
} from '@lindungi/jamsostek';

/** Why an answer about coverage is what it is: a code that never changes, and words for people. */
export interface Reason {
  code: string;
  words: Words;
}

/** Said by every answer: this service informs, and BPJS decides. */
export const NO_PROMISE: Reason = {
  code: 'NO_PROMISE',
  words: {
    id: 'Ini keterangan, bukan janji: klaim diputuskan oleh BPJS Ketenagakerjaan.',
    en: 'This is information, not a promise: BPJS Ketenagakerjaan decides on a claim.',
  },
};

/** Nothing was found by somebody who sees a part of the city: there may be something where they do not look. */
export const ONLY_YOUR_KECAMATAN: Reason = {
  code: 'ONLY_YOUR_KECAMATAN',
  words: {
    id: 'Hanya pekerja di kecamatan Anda yang diperiksa; untuk pekerja di tempat lain, tanyakan kepada BPJS atau pemerintah kota.',
    en: 'Only workers of your kecamatan were looked at; for a worker elsewhere ask BPJS or the city.',
  },
};

/** The commonest mistake about this programme, so it is said whenever a month is not protected. */
export const PAID_IS_NOT_PROTECTED: Reason = {
  code: 'PAID_IS_NOT_PROTECTED',
  words: {
    id: 'Iuran yang sudah dibayar donatur belum berarti terlindungi: perlindungan ada setelah BPJS menerima iurannya dan memberi tanda terima.',
    en: 'A contribution its donor has paid is not yet protection: that begins when BPJS has the money and has given a receipt.',
  },
};

/** Work accident or not makes Rp70 million or Rp42 million; nobody here can tell. */
export const ACCIDENT_FOR_BPJS_TO_JUDGE: Reason = {
  code: 'ACCIDENT_FOR_BPJS_TO_JUDGE',
  words: {
    id: 'Apakah suatu kejadian kecelakaan kerja, BPJS yang memutuskan; selama masih dugaan, tunggu keputusannya. Laporkan dalam 2 x 24 jam.',
    en: 'Whether it was a work accident is for BPJS to say; while it is suspected, wait for that. Report it within 2 x 24 hours.',
  },
};

/** The day is covered: BPJS has receipted its month. */
export function monthProtected(of: { month: Month; receipt: string; receivedOn: LocalDate }): Reason {
  return {
    code: 'MONTH_PROTECTED',
    words: {
      id: `Iuran ${writtenMonth(of.month, 'id')} diterima BPJS pada ${writtenDate(of.receivedOn, 'id')}, tanda terima ${of.receipt}.`,
      en: `BPJS had the contribution of ${writtenMonth(of.month, 'en')} on ${writtenDate(of.receivedOn, 'en')}, receipt ${of.receipt}.`,
    },
  };
}

/** BPJS has not receipted this month. */
export function monthNotProtected(month: Month): Reason {
  return {
    code: 'MONTH_NOT_PROTECTED',
    words: {
      id: `Tidak ada tanda terima BPJS untuk ${writtenMonth(month, 'id')}.`,
      en: `There is no BPJS receipt for ${writtenMonth(month, 'en')}.`,
    },
  };
}

/** The month a claim rests on was somebody else's after all: BPJS has receipted it for another entry. */
export function monthNoLongerCovered(month: Month): Reason {
  return {
    code: 'MONTH_NO_LONGER_COVERED',
    words: {
      id: `${writtenMonth(month, 'id')} tidak lagi tercatat terlindungi bagi pekerja ini: dua data yang pernah digabung telah dipisah. Periksa bersama BPJS.`,
      en: `${writtenMonth(month, 'en')} is no longer known as protected for this worker: two entries that were one have been parted. Look at it with BPJS.`,
    },
  };
}

/** The money of the month came after the day that is asked about. */
export function receivedAfterThatDay(of: { receivedOn: LocalDate }, at: LocalDate): Reason {
  return {
    code: 'RECEIVED_AFTER_THAT_DAY',
    words: {
      id: `BPJS menerima iuran bulan ini pada ${writtenDate(of.receivedOn, 'id')}, sesudah ${writtenDate(at, 'id')}; apakah hari itu dijamin, BPJS yang memutuskan.`,
      en: `BPJS had this month's contribution on ${writtenDate(of.receivedOn, 'en')}, after ${writtenDate(at, 'en')}; whether that day is covered is for BPJS to say.`,
    },
  };
}

/** A first month whose money came within it. */
export function coveredFromDay(of: { receivedOn: LocalDate }): Reason {
  return {
    code: 'COVERED_FROM_THAT_DAY',
    words: {
      id: `Bulan pertama: dihitung sejak BPJS menerima iurannya, ${writtenDate(of.receivedOn, 'id')}.`,
      en: `A first month counts from the day BPJS had its contribution, ${writtenDate(of.receivedOn, 'en')}.`,
    },
  };
}

/** The waiting months are behind the worker. */
export const JKM_FULL: Reason = {
  code: 'JKM_FULL',
  words: {
    id: 'Masa tunggu tiga bulan JKM sudah lewat.',
    en: 'The three waiting months of JKM have passed.',
  },
};

/** Until the waiting months have passed only the funeral is paid; how they are counted is not settled. */
export function jkmWaiting(fullFrom: Month, amount: Rupiah): Reason {
  return {
    code: 'JKM_WAITING',
    words: {
      id: `JKM penuh mulai ${writtenMonth(fullFrom, 'id')}, bila perlindungan tidak terputus; sebelum itu ${writtenRupiah(amount, 'id')}. Cara menghitung tiga bulan belum pasti: tanyakan kepada kantor cabang BPJS.`,
      en: `JKM is whole from ${writtenMonth(fullFrom, 'en')}, if protection goes on without a gap; until then it is ${writtenRupiah(amount, 'en')}. How the three months are counted is not settled: ask a BPJS branch.`,
    },
  };
}

/** Protection was there, and has ended. */
export function protectedUntil(last: Month): Reason {
  return {
    code: 'PROTECTED_UNTIL',
    words: {
      id: `Bulan terlindungi terakhir sebelum itu: ${writtenMonth(last, 'id')}.`,
      en: `The last protected month before it is ${writtenMonth(last, 'en')}.`,
    },
  };
}

/** Protection is there for later. */
export function protectedFrom(next: Month): Reason {
  return {
    code: 'PROTECTED_FROM',
    words: {
      id: `Bulan terlindungi berikutnya: ${writtenMonth(next, 'id')}.`,
      en: `The next protected month is ${writtenMonth(next, 'en')}.`,
    },
  };
}

/** So shortly after protection ended that arrears may still be paid; a claim meanwhile is uncertain. */
export function arrearsForBpjs(months: number): Reason {
  return {
    code: 'ARREARS_FOR_BPJS_TO_JUDGE',
    words: {
      id: `Iuran tertunggak dapat dibayar paling lama ${months} bulan setelah perlindungan berakhir; apakah klaim di antaranya dibayar, belum pasti.`,
      en: `Arrears may be paid for ${months} months after protection ended; whether a claim in between is paid is not settled.`,
    },
  };
}
