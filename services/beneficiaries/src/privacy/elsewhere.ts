/**
 * What the other services keep of a worker, by the worker's id alone: said to whoever asks for their data. Names and
 * numbers are kept by this service only, and health by benefits.
 */
export const ELSEWHERE = [
  {
    service: 'donors',
    holds: 'Janji donatur yang menyebut nomor acak pekerja; tanpa nama, NIK, atau telepon.',
    why: 'Pelaksanaan janji, dan riwayatnya.',
  },
  {
    service: 'billing',
    holds:
      'Tagihan, pembayaran, dan daftar setoran per bulan dengan nomor acak pekerja; tanpa nama atau NIK.',
    why: 'Pembukuan uang: tidak dihapus, dan tidak menyebut siapa.',
  },
  {
    service: 'benefits',
    holds:
      'Bulan terlindungi, dan bila ada klaim: kejadian, dokumen, dan ahli waris (data spesifik, Pasal 4 ayat 2).',
    why: 'Hak atas manfaat sampai kedaluwarsa; dijawab terpisah karena kelasnya lebih ketat.',
  },
  {
    service: 'BPJS Ketenagakerjaan',
    holds: 'Kepesertaan Anda sebagai peserta. BPJS adalah pengendali data tersendiri.',
    why: 'Undang-undang jaminan sosial; permintaan diajukan langsung kepada BPJS.',
  },
] as const;
