/** The part of `LIMITS` about folders with rooms, and the disk of the embedded Postgres. */
export const DISK_LIMITS = {
  fileLockBeatMs: 1_000,
  fileLockStaleMs: 15_000,
  fileLockWaitMs: 30_000,
  roomFileBytesMax: 64 * 1024 * 1024,
  /** A save leaves so much of the disk free, for deletions. */
  diskReserveBytes: 1024 * 1024,
  /** With less on its disk, the embedded Postgres gets no more saves and ratings. Its log grows by files of 16 MiB. */
  databaseReserveBytes: 96 * 1024 * 1024,
  databaseDiskLookMs: 2_000,
  folderScanPauseMs: 100,
} as const;
