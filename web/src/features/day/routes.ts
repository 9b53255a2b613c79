import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: 'day', name: 'day', component: () => import('./DayView.vue') }]
