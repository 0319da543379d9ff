import { suggestion } from '../nearest';
import { type Rule, forEachTenant } from './rule';

export const tierExists: Rule = forEachTenant(({ tier }, { organization }) => [
  organization.tiers[tier] === undefined && {
    path: 'tier',
    message: `unknown tier "${tier}"; ${suggestion(tier, Object.keys(organization.tiers))}`,
  },
]);

export const ringExists: Rule = forEachTenant(({ ring }, { organization }) => [
  !organization.rings.includes(ring) && {
    path: 'ring',
    message: `unknown ring "${ring}"; ${suggestion(ring, organization.rings)}`,
  },
]);

export const jurisdictionExists: Rule = forEachTenant(({ jurisdiction }, { organization }) => [
  organization.jurisdictions[jurisdiction] === undefined && {
    path: 'jurisdiction',
    message: `unknown jurisdiction "${jurisdiction}"; ${suggestion(jurisdiction, Object.keys(organization.jurisdictions))}`,
  },
]);

export const regionIsInJurisdiction: Rule = forEachTenant(
  ({ region, jurisdiction, jurisdictionRegions }, { organization }) => {
    if (jurisdictionRegions.length === 0 || jurisdictionRegions.includes(region)) return [];
    const fitting = Object.entries(organization.jurisdictions).find(([, regions]) => regions.includes(region))?.[0];
    const way = fitting === undefined ? '' : `, or jurisdiction "${fitting}"`;
    return [
      {
        path: 'region',
        message: `"${region}" is outside jurisdiction "${jurisdiction}"; expected one of ${jurisdictionRegions.map((name) => `"${name}"`).join(', ')}${way}`,
      },
    ];
  },
);
