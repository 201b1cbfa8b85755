/**
 * The first script of every page, and the only one that runs at once: lets what stands in the page be painted, then fetches
 * the icons and runs the page's own script. VS Code shows a page only when all is loaded that it names while it loads.
 */
const { nonce = '', dataset } = document.currentScript as HTMLScriptElement;
let isRun = false;

window.addEventListener('load', () => {
  // A task that is queued in a frame runs when that frame has been painted; a page in the back has no frames.
  requestAnimationFrame(() => setTimeout(run));
  setTimeout(run, 200);
});

function run(): void {
  if (isRun) return;
  isRun = true;
  const icons = document.createElement('link');
  // The components look for the icons by this name.
  Object.assign(icons, { rel: 'stylesheet', id: 'vscode-codicon-stylesheet', href: dataset['icons'] });
  icons.setAttribute('nonce', nonce);
  const script = document.createElement('script');
  script.nonce = nonce;
  script.textContent = document.getElementById('page-script')?.textContent ?? '';
  document.head.append(icons, script);
}
