import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: 'tweets', name: 'tweets', component: () => import('./TweetsView.vue') },
]
