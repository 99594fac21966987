/** What stands for a dialog or menu while its code loads: no key runs a shortcut meanwhile (`app/keys.tsx`). */
export const Opening = () => <span role="dialog" aria-busy="true" hidden />;
