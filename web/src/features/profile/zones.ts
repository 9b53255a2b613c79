/** The time zones that the browser knows, by their part of the world. */
export function zonesByRegion(present: string): [region: string, zones: string[]][] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  const all = new Set(['UTC', ...known, present])
  const regions = new Map<string, string[]>()
  for (const zone of [...all].sort()) {
    const region = zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'UTC'
    regions.set(region, [...(regions.get(region) ?? []), zone])
  }
  return [...regions]
}

export const zoneName = (zone: string) => zone.slice(zone.indexOf('/') + 1).replaceAll('_', ' ')
