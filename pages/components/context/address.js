const NARROW = 768; // where the sidebar covers the page

function named(url, names) {
  return JSON.stringify(names.map((name) => url.searchParams.get(name) ?? ""));
}

function write(url, names, parameters) {
  for (const name of names) {
    if (parameters[name]) url.searchParams.set(name, parameters[name]);
    else url.searchParams.delete(name);
  }
  return url;
}

function closeSidebar() {
  if (document.querySelector("[data-testid=stExpandSidebarButton]")) return;
  document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
}

export default function ({ data }) {
  const { page, names, seen, parameters, link } = data;
  const here = new URL(window.location.href);
  const now = named(here, names);
  // A reader who has gone back meanwhile is on another entry, whose URL stays.
  const isHere = here.pathname.split("/").pop() === page;
  const known = [JSON.stringify(names.map((name) => seen[name] ?? "")), window.launchpadAddress];
  if (isHere && known.includes(now)) {
    write(here, names, parameters);
    window.launchpadAddress = named(here, names);
    if (here.href !== window.location.href) window.history.replaceState(window.history.state, "", here);
  }
  const before = window.launchpadPath ?? here.pathname;
  window.launchpadPath = here.pathname;
  if (before !== here.pathname && window.innerWidth < NARROW) closeSidebar();
  for (const entry of document.querySelectorAll("[data-testid=stSidebarNavLink]")) {
    entry.href = write(new URL(entry.href), names, link).href;
  }
}
