import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: 'posts', name: 'posts', component: () => import('./PostsView.vue') },
  { path: 'posts/new', name: 'new-post', component: () => import('./PostEditView.vue') },
  { path: 'posts/:post', name: 'post', component: () => import('./PostView.vue') },
  { path: 'posts/:post/edit', name: 'edit-post', component: () => import('./PostEditView.vue') },
]
