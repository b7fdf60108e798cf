import type { AlarmCode } from './alarm.service';

/** What each alarm says to who must look: what is the matter, and what to do. */
export const alarmWords: Readonly<Record<AlarmCode, { id: string; en: string }>> = {
  AGENCY_TRANSFER_AWAITED: {
    id: 'Gaji sudah dipotong dan iurannya jatuh tempo, tetapi transfer OPD belum terlihat di rekening kota; bulannya belum dapat disetor ke BPJS. Tanyakan kepada bendaharanya.',
    en: "Pay was deducted and the month is due, but the agency's transfer has not been seen in the city's account; it cannot be remitted to BPJS. Ask its treasurer.",
  },
  AGENCY_TRANSFER_GRACE_NEAR: {
    id: 'Masa tenggang bulan yang sudah dipotong OPD hampir habis dan transfernya belum terlihat. Desak OPD, atau usulkan agar kota menalangi dahulu (proposeAgencyAdvance).',
    en: 'The grace of a month an agency deducted is nearly over, and its transfer is not seen. Press the agency, or propose that the city advances it (proposeAgencyAdvance).',
  },
  BILL_UNANSWERED: {
    id: 'OPD belum menjawab tagihan potongan gajinya, dan masa tenggangnya sudah lewat. Minta berkas hasilnya kepada bendaharanya; yang tidak dipotong dijawab GAGAL.',
    en: 'An agency has not answered its bill, and the grace is over. Ask its treasurer for the result file; what was not deducted is answered GAGAL.',
  },
  CHECK_FAILED: {
    id: 'Pemeriksaan malam menemukan catatan yang tidak cocok. Jalankan lindungi check, lalu perbaiki sebabnya.',
    en: 'The nightly check found records that do not agree. Run lindungi check, then mend the cause.',
  },
  DEDUCTED_AFTER_REVOCATION: {
    id: 'Gaji dipotong setelah surat kuasa dicabut; uangnya milik donatur. Kembalikan, atau sepakati dengan donatur.',
    en: "Pay was deducted after the mandate was revoked; the money is the donor's. Give it back, or agree with the donor.",
  },
  DEDUCTION_FAILED: {
    id: 'Potongan gaji gagal; bulan pekerja itu belum dibayar. Hubungi donatur, atau tagih lagi sebelum tenggatnya lewat.',
    en: "A deduction from pay failed; the worker's month is not paid. Talk to the donor, or bill it again before its grace ends.",
  },
  NOTICE_CONTRADICTS: {
    id: 'Kabar penyedia pembayaran bertentangan dengan kabar sebelumnya; tidak ada yang dibukukan. Tanyakan kepada penyedia mana yang benar.',
    en: 'A provider contradicts what it said before; nothing was booked. Ask the provider which is right.',
  },
  NOTICE_PARKED: {
    id: 'Kabar penyedia pembayaran tidak dapat dibaca, dikerjakan, atau dipastikan; tidak ada yang dibukukan. Periksa alasannya lalu kerjakan lagi.',
    en: 'A message of a provider cannot be read, worked or borne out; nothing was booked. Look at the reason, then work it again.',
  },
  ORDER_UNKNOWN: {
    id: 'Uang masuk untuk tagihan yang tidak dikenal; disimpan di akun penampung (suspense). Cari pemiliknya, atau kembalikan.',
    en: 'Money came for an invoice nobody knows; it is in suspense. Find whose it is, or give it back.',
  },
  PAID_TOO_MUCH: {
    id: 'Uang yang masuk lebih dari tagihan; kelebihannya milik donatur. Sepakati dengan donatur.',
    en: "More came than was owed; the rest is the donor's. Agree with the donor what becomes of it.",
  },
  REVERSED_AFTER_REMITTANCE: {
    id: 'Pembayaran ditarik kembali setelah disetor ke BPJS; bulannya tetap terlindungi, uangnya kurang. Putuskan: menunggu BPJS, atau dibukukan sebagai kerugian.',
    en: 'A payment was taken back after BPJS was sent it; its months stay protected, its money is missing. Decide: wait for BPJS, or book it as a loss.',
  },
  REPRICED_AFTER_PAYMENT: {
    id: 'Peraturan iuran berubah untuk bulan yang sudah dibayar atau sudah di BPJS; bulan itu tidak ditagih lagi. Lihat repricedMonths, lalu sepakati dengan kantor cabang: selisihnya dikreditkan, atau diminta.',
    en: 'The law of contributions changed for months that are paid, or with BPJS; they are not asked for again. Look at repricedMonths, then agree with the branch: the difference is credited, or asked for.',
  },
  RELEASED_BUT_KEPT: {
    id: 'Bulan dilepas padahal uangnya sudah masuk, atau hanya sebagian bulannya dilepas. Hubungi donatur.',
    en: 'Months were released though money has come in for them, or only some of them were. Talk to the donor.',
  },
  RELEASED_AND_TAKEN: {
    id: 'Bulan yang dilepas sudah diambil janji lain; uang yang sudah masuk milik donatur. Sepakati dengan donatur.',
    en: "Released months went to another pledge; the money that had come in is the donor's. Agree with the donor.",
  },
  STATEMENT_UNMATCHED: {
    id: 'Ada uang di rekening kota yang tidak cocok dengan tagihan mana pun. Cari pemiliknya, lalu putuskan.',
    en: "Money in the city's own account fits no invoice. Find whose it is, then decide about it.",
  },
};
