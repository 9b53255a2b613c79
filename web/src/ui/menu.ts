import type { Component } from 'vue'

/** A line between groups of items, something to do, or something to choose. */
export type MenuItem =
  | { line: true }
  | {
      text: string
      icon?: Component
      keys?: string
      run: () => void
      danger?: boolean
      /** Given: one of several to choose from, marked if true. */
      chosen?: boolean
      disabled?: boolean
    }
