/** What an operator can type. */
export function help(): number {
  console.log(`Lindungi

  npm start [-- --no-sample]           menyalakan semuanya: Postgres, layanan, gerbang graf (tanpa data contoh)
  npm run dev                          sama, dan menyalakan ulang layanan yang kodenya diubah
  npm test [-- packages/jamsostek]     membangun, lalu menguji (sebagian)
  npm run check                        gaya, tipe, ketergantungan, skema
  npm run graph [-- --check]           mencetak skema dan supergraf, menunjukkan bedanya
  npm run lindungi -- token [orang]    token orang contoh, misalnya semarang:sari
  npm run lindungi -- pay <tagihan>    membayar di bank contoh; TAG-…: transfer OPD [--provider xendit] [--late] [--twice] [--disorder] [--back]
  npm run lindungi -- roster <kota> <berkas>  mengimpor daftar pegawai, CSV atau XLSX [--dry-run] [--complete] [--sample]
  npm run lindungi -- doctor           memeriksa mesin, basis data, dinding antarkota, layanan
  npm run lindungi -- check            menanyakan semua kepastian di semua kota; yang tidak benar menjadi alarm
  npm run lindungi -- operations <folder>  operasi klien menjadi manifes untuk gerbang [--out operations.json] [--check]
  npm run lindungi -- tidy             membuang peristiwa dan kunci idempoten yang lama [--days 90] [--dry-run]
  npm run lindungi -- lock             melengkapi package-lock.json untuk semua mesin

Pengaturan (environment)
  LINDUNGI_PORT                  port gerbang; layanan memakai empat port berikutnya (4000)
  LINDUNGI_BIND                  alamat yang didengarkan (127.0.0.1)
  LINDUNGI_HOME                  folder rahasia, data, dan catatan (.lindungi)
  LINDUNGI_POSTGRES_PORT         port Postgres bawaan (54329)
  LINDUNGI_DATABASE_URL          Postgres lain: postgres://admin:sandi@mesin/basisdata
  LINDUNGI_<LAYANAN>_DATABASE_URL  Postgres lain untuk satu layanan, misalnya LINDUNGI_BILLING_DATABASE_URL
  LINDUNGI_SECRET                rahasia induk, sebagai ganti .lindungi/secret
  LINDUNGI_TOKEN                 token admin kota, untuk perintah roster (production)
  LINDUNGI_S3_ENDPOINT, LINDUNGI_S3_BUCKET, LINDUNGI_S3_REGION, LINDUNGI_S3_KEY_ID, LINDUNGI_S3_SECRET
                                 ember S3 untuk berkas klaim, semuanya atau tidak satu pun (folder .lindungi/blobs)
  LINDUNGI_OPERATIONS            manifes operasi tersimpan, atau folder manifes (tidak ada)
  LINDUNGI_AD_HOC                off: gerbang hanya menjawab operasi tersimpan (on)
  LINDUNGI_TODAY                 hari ini menurut sistem, untuk latihan: 2026-11-22
  NODE_ENV=production            menolak semua yang hanya untuk mencoba`);
  return 0;
}
