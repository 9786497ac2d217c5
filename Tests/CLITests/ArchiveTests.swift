import Foundation
import Testing

/// Keys inside archives, which are made by the programs that everyone uses.
@Suite struct ArchiveTests {
  let folder: TemporaryFolder
  let key = RandomKey.prefixSecret()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("one = 1\nSERVICE_API_KEY=\(key)\n", to: "conf/prod.env")
  }

  /// Makes `a` with a Python program, takes the plain file away, and scans.
  private func scan(_ python: String) throws -> Keyhound.Outcome {
    let made = try Keyhound.run(URL(filePath: "/usr/bin/env"), ["python3", "-c", python], in: folder)
    try #require(made.status == 0, "\(made.errors)")
    try FileManager.default.removeItem(atPath: folder.path("conf"))
    return try Keyhound.run(["scan", "a"], in: folder)
  }

  private static let text = "open('conf/prod.env','rb').read()"

  @Test(arguments: [
    ("import gzip; gzip.open('a','wb').write(\(text))", "a!a:2:17"),
    ("import bz2; bz2.open('a','wb').write(\(text))", "a!a:2:17"),
    ("import lzma; lzma.open('a','wb').write(\(text))", "a!a:2:17"),
    ("import zipfile; zipfile.ZipFile('a','w',8).write('conf/prod.env')", "a!conf/prod.env:2:17"),
    ("import zipfile; zipfile.ZipFile('a','w',0).write('conf/prod.env')", "a!conf/prod.env:2:17"),
    ("import tarfile; t=tarfile.open('a','w'); t.add('conf'); t.close()", "a!conf/prod.env:2:17"),
    (
      "import tarfile; t=tarfile.open('a','w',format=tarfile.PAX_FORMAT); t.add('conf',arcname='é'*90); t.close()",
      "/prod.env:2:17"
    ),
    ("import tarfile; t=tarfile.open('a','w:gz'); t.add('conf'); t.close()", "a!a!conf/prod.env:2:17"),
    (
      "import tarfile; t=tarfile.open('a','w'); t.addfile(tarfile.TarInfo('x')); t.close(); t=tarfile.open('b','w');"
        + "t.add('conf'); t.close(); open('a','ab').write(open('b','rb').read())", "a!conf/prod.env:2:17"
    ),
    (
      "import tarfile; t=tarfile.open('a','w'); i=t.gettarinfo('conf/prod.env'); i.type=b'S';"
        + "t.addfile(i, open('conf/prod.env','rb')); t.close()", "a!conf/prod.env:2:17"
    ),
    (
      "import zipfile,gzip; z=zipfile.ZipFile('a','w',8); z.writestr('b.env.gz', gzip.compress(\(text))); z.close()",
      "a!b.env.gz!b.env:2:17"
    ),
    ("import gzip; open('a','wb').write(gzip.compress(b'first')+gzip.compress(\(text)))", "a!a:2:17"),
  ]) func `a key inside is found at its place in the member`(python: String, place: String) throws {
    let outcome = try scan(python)
    #expect(outcome.status == 1 && outcome.output.contains(place), "\(outcome.output)")
  }

  @Test func `of a damaged archive what can be read is read, and it is said`() throws {
    let outcome = try scan(
      "import zipfile; z=zipfile.ZipFile('a','w',8); z.write('conf/prod.env'); z.writestr('x','y'*9999); z.close();"
        + "b=bytearray(open('a','rb').read()); i=b.find(b'x',300 if len(b)>400 else 0); "
        + "p=b.rfind(b'PK\\x03\\x04'); b[p+32]^=255; b[p+33]^=255; open('a','wb').write(b)")
    #expect(
      outcome.status == 1 && outcome.output.contains("prod.env:2:17") && outcome.output.contains("a!x"), "\(outcome.output)")
  }

  @Test func `what is behind the damage of an archive is searched as it stands`() throws {
    let outcome = try scan(
      "import tarfile; t=tarfile.open('a','w'); t.add('conf'); t.addfile(tarfile.TarInfo('x')); t.close();"
        + "b=bytearray(open('a','rb').read()); p=b.rfind(b'x\\0'); b[p+124:p+136]=b'?'*12;"
        + "open('a','wb').write(b+\(Self.text).replace(b'\\n', b'\\n\\n'))")
    #expect(outcome.status == 1 && outcome.output.contains("makes no sense"), "\(outcome.output)")
    #expect(outcome.output.split(separator: "\n").contains { $0.hasPrefix("a:") }, "\(outcome.output)")
  }

  private static let zip =
    "import zipfile,io,gzip; f=io.BytesIO(); z=zipfile.ZipFile(f,'w',8); z.write('conf/prod.env'); z.close(); b=f.getvalue();"
  private static let cleanZip =
    "import zipfile,io,gzip; f=io.BytesIO(); z=zipfile.ZipFile(f,'w',8); i=zipfile.ZipInfo('x'); c=b''; k=\(text);"
  private static let write = "open('a','wb').write"

  @Test(arguments: [
    ("\(zip) \(write)(b'#!/usr/bin/env python3\\n'+b)", "a!conf/prod.env:2:17"),
    ("\(zip) \(write)(b'#!/bin/sh\\n'+b'echo unpacking\\n'*4000+b)", "a!conf/prod.env:2:17"),
    // Offsets that count from the start of the file, as `zip -A` makes them.
    (
      "import zipfile; open('a','wb').write(b'#!/bin/sh\\n'); z=zipfile.ZipFile('a','a',8); z.write('conf/prod.env'); z.close()",
      "a!conf/prod.env:2:17"
    ),
    ("\(zip) p=b.rfind(b'PK\\5\\6'); \(write)(b[:p+8]+bytes(4)+b[p+12:])", "a!conf/prod.env:2:17"),
    ("\(zip) p=b.rfind(b'PK\\5\\6'); \(write)(b'#!/bin/sh\\n'+b[:p+8]+bytes(12)+b[p+20:])", "a!conf/prod.env:2:17"),
    (
      "import zipfile; z=zipfile.ZipFile('a','w',8); z.writestr('x','y'*99); z.write('conf/prod.env'); z.close();"
        + "b=open('a','rb').read(); p=b.rfind(b'PK\\5\\6'); \(write)(b[:p+8]+b'\\1\\0\\1\\0'+b[p+12:])", "a!conf/prod.env:2:17"
    ),
    ("\(zip) \(write)(b+b'one line\\n'*9999)", "a!conf/prod.env:2:17"),
    ("\(cleanZip) z.writestr(i,'y'); z.close(); \(write)(b'#!/bin/sh\\n'+k+f.getvalue())", "a:3:17"),
    ("\(cleanZip) z.writestr(i,'y'); z.comment=k; z.close(); \(write)(f.getvalue())", ":17"),
    ("\(cleanZip) i.comment=k; z.writestr(i,'y'); z.close(); \(write)(f.getvalue())", ":17"),
    ("\(cleanZip) z.writestr(i,'y'); z.close(); \(write)(f.getvalue()+b'\\n'+k)", ":17"),
    ("\(cleanZip) \(write)(gzip.compress(b'x')+b'\\n'+k)", ":17"),
    ("\(cleanZip) import bz2; \(write)(bz2.compress(b'x')+b'\\n'+k)", ":17"),
    (
      "\(zip) z=zipfile.ZipFile('a','w',8); z.writestr('x','y'); z.close(); \(write)(b+open('a','rb').read())",
      "a!conf/prod.env:2:17"
    ),
  ]) func `a key in front of an archive, behind it or behind a script is found`(python: String, place: String) throws {
    let outcome = try scan(python)
    #expect(outcome.status == 1 && outcome.output.contains(place), "\(outcome.output)")
    #expect(outcome.output.contains("1 key found in 1 file"), "\(outcome.output)")
  }

  @Test func `an archive behind a script is found in the history too, and searched no further than any other`() throws {
    let git = try GitFolder()
    try git.writeKey(to: "conf/prod.env")
    try git.sh("python3 -c \"\(Self.zip) \(Self.write)(b'#!/bin/sh\\n'+b)\" && rm -r conf && git add a && git commit -q -m a")
    #expect(try git.keyhound("git").output.contains("a!conf/prod.env:1:17"))
    let bomb = try scan(
      "import zipfile,io; f=io.BytesIO(); z=zipfile.ZipFile(f,'w',8); z.writestr('x', bytes(300<<20)); z.close();"
        + "\(Self.write)(b'#!/bin/sh\\n'+f.getvalue())")
    #expect(bomb.status == 2 && bomb.output.contains("256 MiB"), "\(bomb.output)")
  }

  @Test func `what only looks like the end of an archive is searched as it stands`() throws {
    let outcome = try scan("k=\(Self.text); \(Self.write)(k+b'PK\\5\\6'+bytes(18))")
    #expect(outcome.status == 1 && outcome.output.contains("a:2:17"), "\(outcome.output)")
  }

  @Test func `archives too deep inside one another are an issue, not a crash`() throws {
    let outcome = try scan("import gzip\nb=\(Self.text)\nfor i in range(12): b=gzip.compress(b)\nopen('a','wb').write(b)")
    #expect(outcome.status == 2 && outcome.output.contains("inside one another"), "\(outcome.output)")
  }

  @Test func `what unpacks to too much is an issue`() throws {
    let outcome = try scan("import gzip\nopen('a','wb').write(gzip.compress(bytes(300<<20), 9))")
    #expect(outcome.status == 2 && outcome.output.contains("256 MiB"), "\(outcome.output)")
  }

  // MARK: Damage

  private static let noise = "import random; r=random.Random(1); t=\(text)+r.randbytes(400000).hex().encode(); "

  @Test(arguments: [
    "import gzip; b=gzip.compress(t)[:-2000]", "import gzip; b=gzip.compress(t); b=b[:-8]+bytes(8)",
    "import gzip; b=bytearray(gzip.compress(t)); b[300000]^=255",
    "import bz2; b=bz2.compress(t*3)[:-2000]", "import lzma; b=lzma.compress(t)[:-2000]",
    "import zipfile,io; f=io.BytesIO(); z=zipfile.ZipFile(f,'w',8); z.writestr('x',t); z.close();"
      + "b=bytearray(f.getvalue()); b[300000:300999]=bytes(999)",
    "import zipfile,io; f=io.BytesIO(); z=zipfile.ZipFile(f,'w',8); z.writestr('x',t); z.close(); b=f.getvalue()[:-2000]",
    "import tarfile,io; f=io.BytesIO(); z=tarfile.open(fileobj=f,mode='w'); i=tarfile.TarInfo('x'); i.size=len(t);"
      + "z.addfile(i,io.BytesIO(t)); z.close(); b=f.getvalue()[:1000]",
  ]) func `a key before the damage of an archive is found, and that it is not all is said`(python: String) throws {
    let outcome = try scan("\(Self.noise) \(python); \(Self.write)(b)")
    #expect(outcome.status == 1 && outcome.output.contains(":2:17"), "\(outcome.output)")
    #expect(outcome.output.contains("INCOMPLETE") && outcome.output.contains("damaged, "), "\(outcome.output)")
  }

  @Test func `a member that unpacks to something else than was packed is read, and it is said`() throws {
    let outcome = try scan("\(Self.zip) p=b.rfind(b'PK\\1\\2'); \(Self.write)(b[:p+16]+b'abcd'+b[p+20:])")
    #expect(outcome.status == 1 && outcome.output.contains("checksum is wrong"), "\(outcome.output)")
  }

  @Test func `a damaged archive without keys before the damage is no clean run, unless that is allowed`() throws {
    let outcome = try scan("import gzip; \(Self.write)(gzip.compress(b'x'*9999)[:-12])")
    #expect(outcome.status == 2 && outcome.output.contains("the end is missing"), "\(outcome.output)")
    #expect(try Keyhound.run(["scan", "a", "--allow-incomplete", "damaged"], in: folder).status == 0)
  }

  @Test(arguments: [
    "\(zip) p=b.rfind(b'PK\\1\\2'); \(write)(b[:p+24]+bytes(4)+b[p+28:])",
    "import zipfile; z=zipfile.ZipFile('a','w',8); z.writestr('conf/',\(text)); z.close()",
    "import tarfile; t=tarfile.open('a','w'); t.add('conf'); t.close(); b=bytearray(open('a','rb').read());"
      + "p=b.find(b'conf/prod.env'); b=b[p:]; b[257:265]=bytes(8); b[148:156]=b' '*8; b[148:156]=b'%06o\\0 '%sum(b[:512]); \(write)(b)",
  ]) func `an archive that says little of itself is read all the same`(python: String) throws {
    let outcome = try scan(python)
    #expect(outcome.status == 1 && outcome.output.contains("a!conf/"), "\(outcome.output)")
    #expect(!outcome.output.contains("INCOMPLETE"), "\(outcome.output)")
  }
}
