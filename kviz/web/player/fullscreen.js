/** Present: picture and sentence alone, in the whole screen where the browser lets us. */
function presenter(root, page) {
  let wasFullscreen = false;
  const isOn = () => root.classList.contains("kviz-present");

  function present(on = !isOn()) {
    root.classList.toggle("kviz-present", on);
    if (on) root.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement === root) document.exitFullscreen();
    (on ? page.slider : page.presentButton).focus({ preventScroll: true });
  }

  function onFullscreen() {
    const inside = document.fullscreenElement === root;
    if (wasFullscreen && !inside) root.classList.remove("kviz-present");
    wasFullscreen = inside;
  }
  document.addEventListener("fullscreenchange", onFullscreen);
  return { present, isOn, stop: () => document.removeEventListener("fullscreenchange", onFullscreen) };
}
