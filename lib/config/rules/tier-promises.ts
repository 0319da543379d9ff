import { type Rule, forEachTenant } from './rule';

/*
 * A tenant's file may take back what its tier promises. That is allowed, and sometimes meant, but nobody should find
 * out from the invoice or the post-mortem.
 */

export const availabilityIsKept: Rule = forEachTenant(({ tier, database, network }, { organization }) => {
  const preset = organization.tiers[tier];
  if (preset === undefined) return [];
  return [
    preset.database.multiAz &&
      !database.multiAz && {
        path: 'database.multiAz',
        message: `tier "${tier}" promises a database in two zones; false means an outage of minutes to hours when a zone fails`,
        severity: 'warning',
      },
    network.availabilityZones < preset.network.availabilityZones && {
      path: 'network.availabilityZones',
      message: `tier "${tier}" promises ${preset.network.availabilityZones} zones; received ${network.availabilityZones}`,
      severity: 'warning',
    },
  ];
});

export const backupsAreKept: Rule = forEachTenant(({ tier, database, backup }, { organization }) => {
  const preset = organization.tiers[tier];
  if (preset === undefined) return [];
  return [
    database.backupRetentionDays < preset.database.backupRetentionDays && {
      path: 'database.backupRetentionDays',
      message: `tier "${tier}" promises ${preset.database.backupRetentionDays} days; with ${database.backupRetentionDays}, older backups are deleted at the next deployment`,
      severity: 'warning',
    },
    preset.backup.enabled &&
      !backup.enabled && {
        path: 'backup.enabled',
        message: `tier "${tier}" promises AWS Backup; false leaves the database's own backups alone`,
        severity: 'warning',
      },
    backup.enabled &&
      preset.backup.enabled &&
      backup.retentionDays < preset.backup.retentionDays && {
        path: 'backup.retentionDays',
        message: `tier "${tier}" promises ${preset.backup.retentionDays} days; received ${backup.retentionDays}`,
        severity: 'warning',
      },
  ];
});

export const engineIsTheTiers: Rule = forEachTenant(({ tier, database, accountId }, { organization }) => {
  const preset = organization.tiers[tier];
  return [
    preset !== undefined &&
      accountId !== undefined &&
      database.engine !== preset.database.engine && {
        path: 'database.engine',
        message: `"${database.engine}" in tier "${tier}", whose databases are "${preset.database.engine}"; if the engine of a deployed tenant changed, its data must be moved first`,
        severity: 'warning',
      },
  ];
});

export const firewallIsKept: Rule = forEachTenant(({ tier, api }, { organization }) => [
  organization.tiers[tier]?.api.webAcl === true &&
    !api.webAcl && {
      path: 'api.webAcl',
      message: `tier "${tier}" promises a web application firewall; false leaves the API without one`,
      severity: 'warning',
    },
]);
