import Mustache

/// The templates, compiled into the program so that one file is all there is to install.
enum Templates {
    private static let sources: [(name: String, bytes: [UInt8])] = [
        ("icons", PackageResources.icons_mustache), ("frame", PackageResources.frame_mustache),
        ("running", PackageResources.running_mustache), ("bare", PackageResources.bare_mustache),
        ("head", PackageResources.head_mustache), ("chip", PackageResources.chip_mustache), ("cell", PackageResources.cell_mustache),
        ("table", PackageResources.table_mustache), ("list", PackageResources.list_mustache), ("card", PackageResources.card_mustache),
        ("field", PackageResources.field_mustache), ("form", PackageResources.form_mustache), ("slots", PackageResources.slots_mustache),
        ("role-center", PackageResources.role_center_mustache), ("order", PackageResources.order_mustache),
        ("picker", PackageResources.picker_mustache), ("mapping", PackageResources.mapping_mustache),
        ("tell-me", PackageResources.tell_me_mustache),
        ("tell-me-page", PackageResources.tell_me_page_mustache),
    ]

    static func library() throws -> MustacheLibrary {
        var library = MustacheLibrary()
        for (name, bytes) in sources { try library.register(String(decoding: bytes, as: UTF8.self), named: name) }
        return library
    }
}
