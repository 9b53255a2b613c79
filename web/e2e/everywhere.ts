import type { Page } from '@playwright/test'
import { accessible, test } from './fixtures'

const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } }

/** axe finds nothing in light and dark, wide and as narrow as a phone. `SHOTS=folder` keeps a picture of each. */
export async function accessibleEverywhere(page: Page, name: string) {
  test.slow() // axe takes a second or more on a busy machine
  const before = page.viewportSize()!
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await accessible(page)
      const folder = process.env['SHOTS']
      if (folder) await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png` })
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
}
