import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: 'bin', name: 'bin', component: () => import('./BinView.vue') }]
