import { jitter } from '../support/jitter';

/** When RDS takes the daily snapshot and applies maintenance, as it wants them written; UTC, never overlapping. */
export interface Windows {
  readonly backup: string;
  readonly maintenance: string;
}

const WINDOW_MINUTES = 30;

/** Backups start from 00:00 on, so that the last of them ends at 04:00. */
const BACKUP_STARTS = 210;

/** Maintenance starts from 04:00 on, so that the last of it ends at 08:00. */
const FIRST_MAINTENANCE_MINUTE = 240;
const MAINTENANCE_STARTS = 210;

/** Maintenance may restart the database. */
const MAINTENANCE_DAYS = ['sat', 'sun'] as const;

/** Spreads a fleet over the windows: the same seed gives the same ones. */
export function windows(seed: string): Windows {
  const backup = jitter(`${seed}/backup`, BACKUP_STARTS);
  const slot = jitter(`${seed}/maintenance`, MAINTENANCE_STARTS * MAINTENANCE_DAYS.length);
  const day = MAINTENANCE_DAYS[slot % MAINTENANCE_DAYS.length];
  const start = FIRST_MAINTENANCE_MINUTE + Math.floor(slot / MAINTENANCE_DAYS.length);
  return {
    backup: `${time(backup)}-${time(backup + WINDOW_MINUTES)}`,
    maintenance: `${day}:${time(start)}-${day}:${time(start + WINDOW_MINUTES)}`,
  };
}

function time(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
