// Two halves that face each other: the sign of a paradox, and of this page.
export function Emblem({ size = 28 }: { size?: number }) {
  return (
    <svg class="emblem" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path class="fill-a" d="M14.6 3.5a12.6 12.6 0 0 0 0 25z" />
      <path class="fill-b" d="M17.4 3.5a12.6 12.6 0 0 1 0 25z" />
    </svg>
  );
}

const PATHS = {
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm5 12 5 5",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.600-5.600l-1.200 1.200M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.600 5.600l1.200-1.200",
  download: "M12 4v11m-4-4 4 4 4-4M5 20h14",
  print: "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z",
  keep: "M6 4h12v16l-6-4-6 4z",
  kept: "M6 4h12v16l-6-4-6 4zm3 5 2.500 2.500L16 8",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  code: "m8 7-5 5 5 5m8-10 5 5-5 5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2m0 16v2M2 12h2m16 0h2M5 5l1.500 1.500m11 11L19 19M5 19l1.500-1.500m11-11L19 5",
  moon: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  read: "M12 6c-2-1.500-5-2-8-2v14c3 0 6 .5 8 2 2-1.500 5-2 8-2V4c-3 0-6 .5-8 2zm0 0v14",
  graph: "M6 7a2 2 0 1 0 0-.1M18 5a2 2 0 1 0 0-.1M17 18a2 2 0 1 0 0-.1M8 7.500l8-1.500M7.500 8.500l8 8",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
