"""What the machine or the network says where something fails, in words: one place for all of `OSError`'s kinds."""

import errno
import re
import socket
import ssl
from collections.abc import Iterator

KINDS = {
    errno.ECONNREFUSED: "对方拒绝连接，请核对端口，并看服务是否开着、防火墙是否放行",
    errno.ECONNRESET: "连接被对方中断",
    errno.ECONNABORTED: "连接被中断",
    errno.EPIPE: "连接被对方中断",
    errno.ETIMEDOUT: "对方没有应答",
    errno.ENETUNREACH: "网络不通",
    errno.EHOSTUNREACH: "网络不通，到不了这台主机",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOSPC: "磁盘没有空间了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件太大，磁盘不接受",
    errno.EROFS: "磁盘是只读的",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
}
CLASSES: tuple[tuple[type[OSError], int], ...] = (
    (ConnectionRefusedError, errno.ECONNREFUSED),
    (ConnectionResetError, errno.ECONNRESET),
    (BrokenPipeError, errno.EPIPE),
    (TimeoutError, errno.ETIMEDOUT),
    (PermissionError, errno.EACCES),
    (FileNotFoundError, errno.ENOENT),
)
CERTIFICATES = {
    10: "已过期",
    18: "是自己签的",
    19: "是自己签的",
    20: "不是本机信任的机构签发的",
    62: "不是给这台主机的",
}
"""By OpenSSL's number of the fault (X509_V_ERR_…)."""
NUMBERED = re.compile(r"\[(?:Errno|WinError) (\d+)\]")


def spell_fault(error: BaseException) -> str:
    """Why it failed: of the error itself or of the one that caused it; its own words where the kind is unknown."""
    known = next((words for one in _chain(error) if (words := _spelt(one))), "")
    return known or f"系统的原话：{' '.join(str(error).split()) or type(error).__name__}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _spelt(error: BaseException) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"证书{CERTIFICATES.get(error.verify_code, f'不受信任（{error.verify_message}）')}"
        case ssl.SSLError():
            return "对方说的不是 TLS，请核对端口和加密方式"
        case socket.gaierror():
            return "找不到这个主机名，请核对地址，以及本机能不能上网"
        case OSError():
            return KINDS.get(_number(error), "")
    return ""


def _number(error: OSError) -> int:
    """Windows has numbers of its own, and a name with several addresses hides each address's in the words."""
    named = next((code for kind, code in CLASSES if isinstance(error, kind)), error.errno)
    numbered = NUMBERED.search(str(error))
    return named or (int(numbered[1]) if numbered else 0)
