import * as api from './api';
import * as audit from './audit';
import * as backup from './backup';
import * as database from './database';
import * as environment from './environment';
import * as identity from './identity';
import * as network from './network';
import * as organization from './organization';
import * as references from './references';
import type { Rule } from './rule';
import * as tierPromises from './tier-promises';

/** Every rule, in the order in which a reader should fix what it finds. */
export const ALL_RULES: readonly Rule[] = [
  organization.accountsHaveDifferentRoles,
  organization.homeRegionIsInAJurisdiction,
  organization.jurisdictionsMeanWhatTheySay,
  organization.tiersStartFromAPreset,
  organization.ringsAreUnique,
  organization.tierRingsExist,
  organization.rolloutRingsExist,
  organization.operatorsAreInOperatorAccount,
  organization.sinksAreTheOperators,
  organization.networkPoolIsUsable,
  audit.auditNamesTheOperatorsPrincipals,
  audit.auditNamesTheOperatorsResources,
  audit.awsAccountsAreNobodyElses,
  audit.auditExceptionsNameTenants,
  identity.idIsNotReserved,
  references.jurisdictionExists,
  references.regionIsInJurisdiction,
  references.tierExists,
  references.ringExists,
  identity.rootEmailIsUsable,
  identity.rootEmailsAreUnique,
  identity.externalIdsAreUnique,
  network.cidrIsUsable,
  network.cidrsDoNotOverlap,
  network.regionHasTheZones,
  database.engineVersionIsOffered,
  database.instanceClassIsOffered,
  database.proxyIsOffered,
  database.auroraKeepsBackups,
  database.storageCanGrow,
  database.auroraCapacityFits,
  database.onlyAuroraPauses,
  api.throttleIsBelowAccountLimit,
  api.certificateIsTheTenants,
  backup.backupsStayInJurisdiction,
  tierPromises.availabilityIsKept,
  tierPromises.backupsAreKept,
  tierPromises.engineIsTheTiers,
  tierPromises.firewallIsKept,
  environment.environmentNamesAreFree,
  environment.environmentHoldsNoSecrets,
  environment.environmentFits,
  identity.accountsAreUnique,
  identity.accountsHaveTenants,
];
