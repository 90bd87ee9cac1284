// The run that the address asks for stands behind its #, which only the browser knows.
document.addEventListener("DOMContentLoaded", () => {
  const link = document.getElementById("kviz-open");
  link.href += location.hash;
  link.focus();
});
