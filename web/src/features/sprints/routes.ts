import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: 'sprints', name: 'sprints', component: () => import('./SprintsView.vue') },
]
