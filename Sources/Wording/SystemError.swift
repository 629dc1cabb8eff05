import Glibc

/// Describes system errors in words.
public enum SystemError {
  /// The meaning of an `errno`. Without a Chinese translation, the Chinese text gives the number.
  public static func words(_ number: Int32) -> Bilingual {
    Bilingual(String(cString: strerror(number)), chinese(number) ?? "系统错误 \(number)")
  }

  private static func chinese(_ number: Int32) -> String? {
    switch number {
    case EIO: "输入输出错误"
    case ENOENT: "文件不存在"
    case ENOTDIR: "路径中有一段不是文件夹"
    case EISDIR: "这是文件夹"
    case EEXIST: "已存在"
    case ENOTEMPTY: "文件夹不为空"
    case EACCES, EPERM: "没有权限"
    case EROFS: "磁盘为只读"
    case ENOSPC, EDQUOT: "磁盘空间不足"
    case EFBIG: "文件过大"
    case ENOMEM: "内存不足"
    case EMFILE, ENFILE: "打开的文件过多"
    case EINVAL: "参数无效"
    case EBUSY, ETXTBSY, EAGAIN: "正被占用"
    case ENXIO, ENODEV: "设备不存在"
    case EXDEV: "不能跨磁盘操作"
    case ENAMETOOLONG: "名称过长"
    case ELOOP: "链接层数过多"
    case EPIPE: "对方已关闭"
    case EBADF: "文件未打开"
    case ESTALE, EREMOTEIO, EHOSTDOWN, EHOSTUNREACH, ENETDOWN, ENETUNREACH: "网络不可用"
    case EADDRINUSE: "端口已被占用"
    case EADDRNOTAVAIL: "本机没有该地址"
    case ENOTSUP, ENOSYS: "系统不支持"
    case ETIMEDOUT: "等待超时"
    default: nil
    }
  }
}
