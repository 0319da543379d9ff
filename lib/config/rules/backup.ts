import { type Rule, forEachTenant } from './rule';

export const backupsStayInJurisdiction: Rule = forEachTenant(
  ({ region, jurisdiction, jurisdictionRegions, backup: { copyRegion, enabled } }) => {
    if (copyRegion === undefined) return [];
    const path = 'backup.copyRegion';
    const others = jurisdictionRegions.filter((name) => name !== region);
    const expected =
      others.length === 0
        ? `jurisdiction "${jurisdiction}" has no second region: leave copyRegion out`
        : `expected one of ${others.map((name) => `"${name}"`).join(', ')}`;
    return [
      jurisdictionRegions.length > 0 &&
        !jurisdictionRegions.includes(copyRegion) && {
          path,
          message: `"${copyRegion}" is outside jurisdiction "${jurisdiction}"; ${expected}`,
        },
      copyRegion === region && {
        path,
        message: `"${copyRegion}" is the tenant's own region, where the backups are already; ${expected}`,
      },
      !enabled && {
        path,
        message: 'nothing is copied while backup.enabled is false; enable it, or leave copyRegion out',
      },
    ];
  },
);
