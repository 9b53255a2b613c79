import { defineConfig } from '@playwright/test'

/** Debian's Chromium: no browser is downloaded. Its phoning home is off; a closed network makes that slow. */
const CHROMIUM = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

/** Starts `./corkboard up` for all journeys, unless CORKBOARD_URL names a board that runs. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'target/e2e',
  globalSetup: './e2e/board.ts',
  workers: Number(process.env['WORKERS'] ?? 1),
  timeout: 45_000,
  expect: { timeout: 8000 },
  forbidOnly: !!process.env['CI'],
  reporter: process.env['CI'] ? 'dot' : 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions: CHROMIUM,
    trace: 'retain-on-failure',
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    { name: 'desktop', testIgnore: /\.phone\.spec\.ts$/ },
    {
      name: 'phone',
      testMatch: /\.phone\.spec\.ts$/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
  ],
})
