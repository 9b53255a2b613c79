import { expect, it } from 'vitest'
import { agentName } from './agent'
import { zoneName, zonesByRegion } from './zones'

it('names a browser and its system', () => {
  expect(agentName('Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0')).toBe('Firefox, Linux')
  expect(agentName('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140 Mobile Safari/537')).toBe(
    'Chrome, Android',
  )
  expect(agentName('curl/7.88.1')).toBe('curl/7.88.1')
})

it('has each zone once, and the present one in any case', () => {
  const regions = new Map(zonesByRegion('Moon/Tycho'))
  expect(regions.get('Moon')).toEqual(['Moon/Tycho'])
  expect(regions.get('UTC')).toContain('UTC')
  expect(regions.get('Europe')?.filter((zone) => zone === 'Europe/Berlin')).toHaveLength(1)
  expect(zoneName('America/Argentina/Buenos_Aires')).toBe('Argentina/Buenos Aires')
})
