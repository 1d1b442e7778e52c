// The other tabs of this browser: a tab that has sent a command to a run tells them, so that they poll the run at once.
// @ts-check

const CHANNEL = "dnn-live-commands";

export class OtherTabs {
  /** @param {(url: string) => void} onCommand called with the address of a run that was sent a command in another tab */
  constructor(onCommand) {
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = ({ data }) => onCommand(String(data));
  }

  /**
   * Tell the others that a run was sent a command.
   * @param {string | null} url of the run
   */
  tell(url) {
    if (url) this.channel.postMessage(url);
  }

  destroy() {
    this.channel.close();
  }
}
