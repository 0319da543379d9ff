import type { IConstruct } from 'constructs';
import { acknowledge } from '../support/acknowledge';

/** Accepts what rule packs miss in an instance, alone or in a cluster. */
export function acknowledgeDatabase(instance: IConstruct): void {
  acknowledge(
    instance,
    'The version is pinned and raised by a release, ring by ring; an unattended upgrade would restart the databases of all tenants in one week.',
    ['HIPAA.Security-RDSAutomaticMinorVersionUpgradeEnabled', 'PCI.DSS.321-RDSAutomaticMinorVersionUpgradeEnabled'],
  );
  acknowledge(
    instance,
    'The metrics of RDS, and Performance Insights where on, show the load of the one process that runs here; enhanced monitoring would add paid logs to each tenant and, in a cluster, is no use while it pauses.',
    ['HIPAA.Security-RDSEnhancedMonitoringEnabled', 'NIST.800.53.R5-RDSEnhancedMonitoringEnabled'],
  );
  acknowledge(
    instance,
    'Automated backups are on, kept after deletion, and restore any point in time; a backup plan is chosen for each tenant and selects the database from another stack.',
    ['HIPAA.Security-RDSInBackupPlan', 'NIST.800.53.R5-RDSInBackupPlan'],
  );
}

/** Accepts the port of PostgreSQL. */
export function acknowledgeDefaultPort(instance: IConstruct): void {
  acknowledge(
    instance,
    'The database is in isolated subnets and accepts connections from named security groups only; another port would hide it from nobody who gets there.',
    ['AwsSolutions-RDS11'],
  );
}

/** Accepts that there is no standby. */
export function acknowledgeSingleZone(instance: IConstruct): void {
  acknowledge(
    instance,
    'A standby doubles the price and is chosen for each tenant; without one, RDS restores the instance from its backups.',
    ['AwsSolutions-RDS3', 'HIPAA.Security-RDSMultiAZSupport', 'NIST.800.53.R5-RDSMultiAZSupport'],
  );
}
