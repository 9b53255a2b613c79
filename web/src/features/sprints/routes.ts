import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: 'sprints', name: 'sprints', component: () => import('./SprintsView.vue') },
  { path: 'sprints/:sprint', name: 'sprint', component: () => import('./SprintView.vue') },
]
