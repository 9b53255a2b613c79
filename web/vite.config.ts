/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type ProxyOptions } from 'vite'
import { budget, compressed } from './build/page.ts'

/** The board that the development server shows; `./corkboard up` listens there unless HTTP_PORT says otherwise. */
const BOARD = process.env['CORKBOARD_URL'] ?? 'http://localhost:8080'

/** The service takes the cookie from its own pages only, and this server stands in for it. */
const toBoard: ProxyOptions = {
  target: BOARD,
  changeOrigin: true,
  configure: (proxy) => {
    proxy.on('proxyReq', (request) => {
      if (request.getHeader('origin')) request.setHeader('origin', BOARD)
    })
  },
}

/** Loaded when they are opened first, though they are in folders that every screen shares. */
const BY_NEED = new RegExp(
  [
    '(shell|ui)/(DialogBody|MenuBody|PopoverBody|PickList|KeysDialog|Tips|BottomNav|OutboxDialog|NowhereView|Markdown|MarkdownField)',
    'ui/(ConfirmDialog|FormFault|PasswordField|ProgressBar|Segments|Switch|useForm)',
    'i18n/(en|de|counting)',
  ].join('|'),
)

/** Small files that the first board and what is loaded later share: each as a chunk of its own would weigh more. */
const OF_THE_FIRST_BOARD =
  /features\/board\/(places|filters|cells|context)\.ts|lucide.*icons\/(plus|search-x|check|square-check-big|x|chevron-down)\./

function isShared(id: string): boolean {
  return (
    OF_THE_FIRST_BOARD.test(id) ||
    (/\/src\/(api|session|live|store|acts|kept|i18n|shell|ui)\//.test(id) && !BY_NEED.test(id))
  )
}

export default defineConfig({
  plugins: [vue({ features: { optionsAPI: false } }), compressed(), budget(90, ['/src/i18n/de.ts'])],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  build: {
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Two files for the first load: Vue, which stays in the browsers' caches, and what every screen shares.
      output: {
        codeSplitting: {
          groups: [
            { name: 'vue', test: /node_modules\/(@vue|vue|vue-router)\// },
            { name: 'page', test: isShared },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': toBoard, '/auth': toBoard, '/dev': toBoard, '/.well-known': toBoard, '/smoketests': toBoard },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
})
